# Two commands do everything on a fresh machine: make leaflets, make test.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3)
RUN_READY := $(VENV)/.ready
DEV_READY := $(VENV)/.ready-dev
BENCH_READY := $(VENV)/.ready-bench

.PHONY: leaflets test bench picture rules check-system check-system-dev lock clean help

help:
	@echo "make leaflets   set up what is missing, then build every leaflet into build/"
	@echo "make test       set up what is missing, then run every check"
	@echo "make bench      set up what is missing, then measure evenhand beside other renderers (some minutes; docs/performance.md)"
	@echo "make picture    draw the pictures of the README anew"
	@echo "make rules      write docs/rules.md anew, after a change of a rule"
	@echo "make lock       pin the Python packages anew (after a change of dependencies)"
	@echo "make clean      remove what was built, and the environment"

leaflets: check-system $(RUN_READY)
	$(BIN)/evenhand build

test: check-system-dev $(RUN_READY) $(DEV_READY)
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered tests

# ROUNDS: how often all is measured; OPTIONS: --languages, --large, --no-write (see tests/rivals/__main__.py).
ROUNDS ?= 3
bench: check-system-dev $(RUN_READY) $(DEV_READY) $(BENCH_READY)
	PYTHONPATH=tests $(BIN)/python -m rivals --rounds $(ROUNDS) $(OPTIONS)

check-system:
	@PYTHON=$(PYTHON) .ci/system run

check-system-dev:
	@PYTHON=$(PYTHON) .ci/system run test

$(RUN_READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(DEV_READY): requirements-dev.lock $(RUN_READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(BENCH_READY): requirements-bench.lock $(DEV_READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# The pictures in the README: of the leaflets in build/, and of one leaflet in every format.
FORMATS := a4 letter bilingual a5-booklet half-letter-booklet trifold large-print giant-print poster html
picture: leaflets
	$(BIN)/evenhand build --brand millbrook --handout stem-cell-back-pain --lang en --lang ur $(addprefix --format ,$(FORMATS))
	$(BIN)/python docs/picture.py

# Written beside its place first: a fault in the program must not leave an empty page.
rules: $(RUN_READY)
	$(BIN)/python -m evenhand.checks.manual > docs/rules.md.new && mv docs/rules.md.new docs/rules.md

# Extras are kept in the pins: pip takes a bare pin as no pin for `coverage[toml]`, and fails on the day of a new release.
lock:
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip install --quiet uv
	$(VENV)/lock/bin/uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	$(VENV)/lock/bin/uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-header --python-version 3.11 -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock
	$(VENV)/lock/bin/uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-header --python-version 3.11 -c requirements.lock -c requirements-dev.lock --group bench pyproject.toml -o requirements-bench.lock

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .coverage*
	find build -mindepth 1 ! -name README.md -delete
