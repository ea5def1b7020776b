#!/usr/bin/env sh
# Re-resolve every dependency into the lock files: names, versions and hashes, no addresses.
# Run it with a newer uv in scripts/tools.in, or a wider range in pyproject.toml; then `make licences`.
set -eu
cd "$(dirname "$0")/.."

compile() {
  .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --quiet --upgrade "$@"
}

compile pyproject.toml --extra server --extra audio --extra jobs --extra video --extra voice --extra speed --extra azure --extra bedrock --extra vertex --extra tokens --group dev \
  --output-file requirements.lock
compile scripts/tools.in --constraints requirements.lock --output-file scripts/tools.lock
compile scripts/fuzz.in --output-file scripts/fuzz.lock
compile scripts/node.in --output-file scripts/node.lock
compile scripts/local.in --constraints requirements.lock --output-file scripts/local.lock
