# Two commands: `make run` starts the studio, `make test` tests everything. Python ≥ 3.11 is all they need.
# Arguments are handed on: make run ARGS="--port 8788 --open", make test ARGS="tests/setup -k stamps".

.PHONY: help run test check format environment fuzz lock licences

help:
	@echo "make run          start Coda on http://127.0.0.1:8787 (sets everything up the first time)"
	@echo "make test         run all tests: Python, studio, real browser"
	@echo "make check        lint, types, import contracts, measures, lock files"
	@echo "make format       let ruff lay out and mend the Python code"
	@echo "make fuzz         feed the decoders of providers' answers with bytes that reach new code, a minute each"
	@echo "make environment  only install what an editor and the tools need"
	@echo "make lock         re-resolve the dependencies into the lock files"
	@echo "make licences     rewrite THIRD_PARTY.md from the lock files and what is installed"

run test check environment:
	@sh scripts/setup.sh $@ $(ARGS)

format: environment
	.venv/bin/ruff check --fix-only --quiet src scripts tests benchmarks
	.venv/bin/ruff format src scripts tests benchmarks

fuzz: environment
	@.venv/bin/uv pip install --quiet --require-hashes --python .venv/bin/python --target .venv/fuzz -r scripts/fuzz.lock
	@PYTHONPATH=.venv/fuzz .venv/bin/python tests/fuzz/decoders.py $(ARGS)

lock: environment
	sh scripts/lock.sh

licences: environment
	.venv/bin/python scripts/third_party.py
