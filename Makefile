# Two commands, on a machine with git, make, python3 (3.11 or newer) and its venv module:
#   make addon   generate the addon's folder, addon_out/CrossRP
#   make test    run every test
# The first of them makes .venv with what is needed; nothing outside this folder is touched.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# Many tests start the program anew: compiling it each time would take longer than they do.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help addon test lint check clean

help:
	@echo "make addon   generate the addon's folder, addon_out/CrossRP"
	@echo "make test    run every test"
	@echo "make lint    look for mistakes without running anything: ruff and mypy"
	@echo "make check   lint, test, and whether the committed addon and pages are up to date"
	@echo "make clean   remove .venv and everything that can be made again"

addon: $(STAMP)
	@$(BIN)/crossrp build

test: $(STAMP)
	@$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(STAMP)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy

check: lint test
	@$(BIN)/crossrp build --check
	@$(BIN)/crossrp docs --check

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up .venv, once; this takes a minute or so."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
