# Two commands for people: `make run` and `make test`. Each does its own set-up and is quick the second time.
SHELL := /bin/bash
PORT ?= 8000
LIANXIN_HOME ?= lianxin-home
VENV := .venv
BIN := $(VENV)/bin
# Tests start many processes; each would compile all of the program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test slow lint types imports check bench lock translations clean
.DEFAULT_GOAL := check

run: $(VENV)/.run-ready
	@$(BIN)/lianxin --home $(LIANXIN_HOME) demo --scale district --no-serve
	@$(BIN)/lianxin --home $(LIANXIN_HOME) serve --port $(PORT)

test: $(VENV)/.test-ready
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow" $(ARGS)

# The whole district, as `make run` fills it: minutes and gigabytes.
slow: $(VENV)/.test-ready
	@$(BIN)/python -m pytest -m slow $(ARGS)

check: lint types imports test

lint: $(VENV)/.test-ready
	@$(BIN)/ruff check src tests bench
	@$(BIN)/ruff format --check src tests bench

types: $(VENV)/.test-ready
	@$(BIN)/mypy

imports: $(VENV)/.test-ready
	@$(BIN)/lint-imports

bench: $(VENV)/.test-ready
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

translations: $(VENV)/.test-ready
	@$(BIN)/python -m lianxin.web.translations

# Lock files name versions and hashes only, so that any mirror of PyPI can serve them. Needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

$(VENV)/.run-ready: requirements.lock pyproject.toml
	@bash scripts/venv.sh $(VENV) requirements.lock
	@touch $@

$(VENV)/.test-ready: requirements-dev.lock pyproject.toml
	@bash scripts/venv.sh $(VENV) requirements-dev.lock
	@touch $@ $(VENV)/.run-ready

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
