# One way in: `make run` and `make test` set up everything they need; `make help` lists the rest.
# Needs make, Python 3.11 to 3.13 and the package registry. Another Python: make run PYTHON=python3.12
PYTHON ?= python3
CASE ?= cases/disc_l45_clinician.toml
VENV ?= .venv
VALIDATE_VENV ?= .venv-validate

SHELL := /bin/sh
BIN := $(VENV)/bin
INSTALL := -m pip --disable-pip-version-check --no-input install --quiet
PIP := $(BIN)/python $(INSTALL)
VALIDATE_PIP := $(VALIDATE_VENV)/bin/python $(INSTALL)
SAY := @printf '%s\n'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test lint unit docs smoke wheel bench validate lock clean

help:
	$(SAY) 'make run       answer one case; CASE=cases/....toml chooses which; the page goes to out/'
	$(SAY) 'make test      every check: lint, types, import contract, tests, docs, wheel'
	$(SAY) 'make lint      style, format, types, import contract'
	$(SAY) 'make unit      the tests alone; ARGS="tests/case -k age" chooses which'
	$(SAY) 'make docs      the documentation, warnings are errors; opens at docs/_build/html/index.html'
	$(SAY) 'make smoke     build the wheel, install it outside the tree, use it'
	$(SAY) 'make wheel     the wheel, in dist/'
	$(SAY) 'make bench     the benchmarks'
	$(SAY) 'make validate  the physics against OpenSim, in an environment of its own'
	$(SAY) 'make lock      compile requirements/*.txt anew from pyproject.toml and requirements/*.in'
	$(SAY) 'make clean     remove the environments and everything made'

# ---- set-up: a stamp is older than what it was made from, or nothing happens ----

$(VENV)/made $(VALIDATE_VENV)/made: tools/check_python.py
	@command -v '$(PYTHON)' >/dev/null 2>&1 || { printf '%s\n' 'There is no $(PYTHON) here: install Python 3.11, 3.12 or 3.13, or name yours with PYTHON=...' >&2; exit 1; }
	@'$(PYTHON)' tools/check_python.py
	@'$(PYTHON)' -m venv --clear '$(@D)'
	@touch $@

$(VENV)/ready-to-run: $(VENV)/made requirements/run.txt pyproject.toml
	$(SAY) 'Setting up $(VENV) to run, once: about half a minute ...'
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# All of run.txt is in dev.txt, at the same versions.
$(VENV)/ready-to-test: $(VENV)/made requirements/run.txt requirements/dev.txt pyproject.toml
	$(SAY) 'Setting up $(VENV) to test, once: about a minute ...'
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(VENV)/ready-to-run $@

# OpenSim is not built for every platform, so it stays out of the environment that everyone needs.
$(VALIDATE_VENV)/ready-to-validate: $(VALIDATE_VENV)/made requirements/validate.txt pyproject.toml
	$(SAY) 'Setting up $(VALIDATE_VENV) to validate, once: about half a minute ...'
	@$(VALIDATE_PIP) --require-hashes -r requirements/validate.txt
	@$(VALIDATE_PIP) --no-deps --no-build-isolation -e .
	@touch $@

# ---- use ----

run: $(VENV)/ready-to-run
	@mkdir -p out && rm -f out/answer.html
	@$(BIN)/thrustworthy ask '$(CASE)' --report out/answer.html
	@[ -s out/answer.html ] || { printf '%s\n' 'No page was written to out/answer.html.' >&2; exit 1; }
	$(SAY) '' 'The page: out/answer.html'

# ---- checks ----

test: lint unit docs smoke
	$(SAY) 'All checks passed.'

lint: $(VENV)/ready-to-test
	$(SAY) '-- style, format'
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	$(SAY) '-- types'
	@$(BIN)/mypy --no-error-summary
	$(SAY) '-- import contract'
	@$(BIN)/lint-imports --no-logo

unit: $(VENV)/ready-to-test
	$(SAY) '-- tests'
	@$(BIN)/python -m pytest $(ARGS)

docs: $(VENV)/ready-to-test
	$(SAY) '-- documentation'
	@rm -rf docs/_generated && mkdir -p docs/_generated
	@for made in tools/docs_*.py; do [ ! -e "$$made" ] || $(BIN)/python "$$made" || exit 1; done
	@$(BIN)/python -m sphinx -q -E -W --keep-going -b html docs docs/_build/html

smoke: $(VENV)/ready-to-test
	$(SAY) '-- the wheel, installed outside the tree'
	@$(BIN)/python tools/smoke_wheel.py

wheel: $(VENV)/ready-to-test
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

bench: $(VENV)/ready-to-test
	@for one in benchmarks/bench_*.py; do [ -e "$$one" ] || { echo 'There are no benchmarks yet.'; exit 1; }; $(BIN)/python "$$one" || exit 1; done

validate: $(VALIDATE_VENV)/ready-to-validate
	$(SAY) '-- the physics against OpenSim'
	@$(VALIDATE_VENV)/bin/python -m pytest validation
	@$(VALIDATE_VENV)/bin/python -m pytest validation/test_cubes.py

# ---- locks: hashes, and no address of any registry or machine ----

COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-annotate --no-header

lock: $(VENV)/ready-to-test
	@$(COMPILE) -o requirements/run.txt pyproject.toml requirements/build.in
	@$(COMPILE) -c requirements/run.txt -o requirements/dev.txt pyproject.toml requirements/build.in requirements/dev.in
	@$(COMPILE) -c requirements/run.txt -o requirements/validate.txt pyproject.toml requirements/build.in requirements/validate.in

clean:
	@rm -rf '$(VENV)' '$(VALIDATE_VENV)' build dist out docs/_build docs/_generated .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
