# Every target sets itself up: the first time it builds .venv, the second time that is a no-op.
#   make demo       a sample company in your browser, no account needed
#   make test       the whole suite on SQLite
#   make check      style, types and who may import whom
#   make bench      our figures against the limit, side by side
#   make pictures   the pictures of the documents, from the product itself
#   make revision m="what changes"    the next step of the database, from the models
#   make words      what Dutch still misses, and what is stale

PYTHON ?= python3
BIN := .venv/bin
PINS := pyproject.toml constraints.txt
ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

# What is compiled is kept, whatever the shell says: starting takes a third of the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check bench pictures revision words
.NOTPARALLEL:

demo: .venv/ready-demo
	@$(BIN)/townhall demo

test: .venv/ready-dev
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: .venv/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/ready-dev
	@$(BIN)/python -m tests.bench

pictures: .venv/ready-dev
	@$(BIN)/python -m tests.pictures
	@npm install --prefix tests/node --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
	@$(BIN)/python -m tests.platform_pictures

revision: .venv/ready-dev
	@$(BIN)/python -m core.migrations "$(m)"
	@$(BIN)/ruff format -q core/migrations/versions

words: .venv/ready-dev
	@$(BIN)/python -m pytest -n 0 tests/rules/test_words.py

.venv/ready-demo: $(PINS) | .venv/pyvenv.cfg
	@echo "Installing Townhall; the first time takes a minute."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[charts]'
	@touch $@

.venv/ready-dev: $(PINS) | .venv/pyvenv.cfg
	@echo "Installing Townhall with its tests; the first time takes a minute."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ .venv/ready-demo

.venv/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { echo "Townhall needs Python 3.11 or newer, and there is no $(PYTHON) here. Install it, or name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c "$(ENOUGH)" || { echo "Townhall needs Python 3.11 or newer, and $(PYTHON) is older. Name a newer one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python can't make a virtual environment here. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
