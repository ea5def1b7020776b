#!/bin/sh
# Find a Python that can run Coda and hand over to setup.py: sh scripts/setup.sh run|test|check|…
# The environment's own comes first, then what the lock has wheels for, then anything newer.
cd "$(dirname "$0")/.." || exit 1

fits() { "$1" -c "import sys; sys.exit(not $2)" >/dev/null 2>&1; }

for range in '(3, 11) <= sys.version_info[:2] <= (3, 14)' '(3, 11) <= sys.version_info[:2]'; do
  for python in ${CODA_PYTHON:+"$CODA_PYTHON"} .venv/bin/python python3 python3.13 python3.12 python3.11 python3.14 \
    python /opt/homebrew/bin/python3 /usr/local/bin/python3; do
    if fits "$python" "$range"; then
      exec "$python" -I scripts/setup.py "$@"
    fi
  done
done

{
  echo "Coda needs Python 3.11 or newer, and none was found on the PATH."
  if command -v python3 >/dev/null 2>&1; then
    echo "There is only: $(command -v python3), $(python3 --version 2>&1)"
  fi
  echo "To mend it: Debian or Ubuntu: apt install python3 python3-venv; macOS: brew install python@3.13;"
  echo "or name an interpreter yourself: CODA_PYTHON=/path/to/python3.13 make run"
} >&2
exit 1
