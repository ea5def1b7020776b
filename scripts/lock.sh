#!/usr/bin/env sh
# Re-resolve every dependency into requirements.lock: names, versions and hashes, no addresses.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --quiet --upgrade \
  --extra server --extra audio --extra speed --group dev --output-file requirements.lock
