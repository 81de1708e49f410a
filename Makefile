# make run: set up .venv and run the pipeline over corpus/ into outputs/
# make test: set up .venv for development; lint, type-check and test
PY ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
CORPUS ?=

.PHONY: run test lint test-faults bench bench-numbers bench-accuracy clean

run: .venv/.run
	$(BIN)/press-extractor run corpus --out outputs

test: lint
	$(BIN)/python -m pytest --cov=extractor --cov=pipelines --cov-report=term

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy

# kills a run at a hundred random moments and damages a thousand files; make test does fewer
test-faults: .venv/.dev
	FAULTS=100 MUTANTS=1000 $(BIN)/python -m pytest tests/test_faults.py tests/test_fuzz.py -s

# speed and memory beside stock libraries; N: releases of CORPUS (.jsonl, .jsonl.gz) to compare over;
# ARGS: more of `python -m pipelines.bench`, such as --commands 5000 or --growth 1000 10000
bench: .venv/.bench
	@test -n "$(CORPUS)" || { echo "usage: make bench CORPUS=FILE [N=200] [ARGS=...]"; exit 2; }
	$(BIN)/python -m pipelines.bench "$(CORPUS)" $(if $(N),--releases $(N)) $(ARGS)

bench-numbers: .venv/.bench
	@test -n "$(CORPUS)" || { echo "usage: make bench-numbers CORPUS=DIR"; exit 2; }
	$(BIN)/python -m pipelines.bench_numbers $(CORPUS)

# ONLY: the ids to compare on, with commas or as a file of them
bench-accuracy: .venv/.bench
	@test -n "$(GOLD)" -a -n "$(CORPUS)" || { echo "usage: make bench-accuracy GOLD=DIR CORPUS=DIR [ONLY=IDS]"; exit 2; }
	$(BIN)/python -m pipelines.bench_accuracy "$(GOLD)" "$(CORPUS)" $(if $(ONLY),--only "$(ONLY)")

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

$(BIN)/python:
	$(PY) -m venv .venv

.venv/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.dev: .venv/.run
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@touch $@

.venv/.bench: .venv/.run
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-bench.txt
	$(BIN)/python -m pip install --quiet --editable ".[bench]"
	@touch $@
