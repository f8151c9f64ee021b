# Two commands set up everything on a machine with git, make, python3 (3.11+) and venv:
#   make addon   generate the addon folder
#   make test    run every test
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: addon test lint check clean

addon: $(STAMP)
	@$(BIN)/crossrp build

test: $(STAMP)
	@$(BIN)/python -m pytest -n 2

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: lint test
	@$(BIN)/crossrp build --check

$(STAMP): pyproject.toml
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
