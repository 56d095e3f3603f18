PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PATHS ?=
# Four more than there are cores: tests of the screen and of real terminals wait now and then.
WORKERS ?= $(shell expr `getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1` + 4)

.PHONY: run test check statics format screenshots benchmarks wheel clean

run: $(READY)
	@$(BIN)/statements $(PATHS)

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# Both at once: the tests wait now and then, and types take a while.
check: $(READY)
	$(MAKE) --no-print-directory -j 2 statics test

statics: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: $(READY)
	$(BIN)/python -m tests.screenshots

benchmarks: $(READY)
	for name in start page memory load search search_screen compare verify clipboard frames wire; do $(BIN)/python tests/benchmarks/$$name.py; done

wheel: $(READY)
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@# Compiled once here, so that no start has to do it where bytecode is not written.
	$(BIN)/python -m compileall -q tui
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
