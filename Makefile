# Heard: two commands do everything on a fresh machine: make run, make test.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ROOMS := tui screens outcomes voice models assets
# Faces start slowly where Python may not keep what it compiled.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run demo tour test check format bench soak pictures words lock system system-for-tests .system clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 26

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Heard needs Python 3.11 or newer. Name one with: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.maxsize < 2**32)' \
		|| { echo "Heard needs a 64-bit system: its database and voice come for 64 bits only."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q $(ROOMS)
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@# Not compiled: only what a test loads has to be.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-compile -r requirements-dev.lock
	@touch $@

run: $(VENV)/.ready ## Open Heard (without a terminal: run the tour)
	@command -v aplay >/dev/null || command -v paplay >/dev/null || command -v pw-cat >/dev/null \
		|| echo "There is no sound player here, so nothing is read aloud; all else works. To add one: make system"
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BIN)/heard; \
	else echo "There is no terminal here, so this is the tour instead."; exec $(BIN)/heard tour; fi

demo: $(VENV)/.ready ## Open the demo: a made-up space, started clean
	@$(BIN)/heard demo

tour: $(VENV)/.ready ## Run a short listening space by itself and leave its pictures
	@$(BIN)/heard tour

test: $(VENV)/.ready-dev ## Run all tests
	@# Compiles the tests once; else each worker does it for itself, all at the same moment.
	@$(BIN)/python -m pytest -n 0 --collect-only -qq >/dev/null || true
	$(BIN)/python -m pytest

check: $(VENV)/.ready-dev ## Check style, types, spelling and the tower
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.ready-dev ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# As a user has it: what only the tests need would be loaded at every start, and be measured.
bench: ## Measure, beside the floor, in one run
	$(MAKE) VENV=$(VENV)-bench $(VENV)-bench/.ready
	$(VENV)-bench/bin/python -m tests.bench

soak: $(VENV)/.ready-dev ## Run the long torture
	$(BIN)/python -m pytest -m "soak or hypothesis" --hypothesis-profile soak --timeout 3600

pictures: $(VENV)/.ready-dev ## Draw the pictures of the README from the program
	$(BIN)/python -m tui.pictures docs/pictures

words: $(VENV)/.ready-dev ## Bring the translations up to date with the code
	$(BIN)/python -m tests.support.catalogues

lock: $(VENV)/.ready-dev ## Lock the dependencies again, with hashes and no host names
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" --extra voice --group run pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" --constraints requirements.lock \
		--extra voice --group run --group dev pyproject.toml -o requirements-dev.lock

system: ## Install what only the system can give: a sound player, and braille
	@$(MAKE) --no-print-directory PACKAGES="$$(grep -v '# tests:' system-packages.txt | sed 's/#.*//' | xargs)" .system

system-for-tests: ## Install that, and what only the tests need
	@$(MAKE) --no-print-directory PACKAGES="$$(sed 's/#.*//' system-packages.txt | xargs)" .system

.system:
	@command -v apt-get >/dev/null \
		|| { echo "Install these with your system's own tool:"; cat system-packages.txt; exit 1; }
	@missing=$$(for one in $(PACKAGES); do dpkg -s $$one >/dev/null 2>&1 || echo $$one; done); \
	if [ -z "$$missing" ]; then echo "Everything is here."; exit 0; fi; \
	as=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$as apt-get update -q && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing

clean: ## Remove what was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis tour
