# Every command a person needs. `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
HOST ?= 127.0.0.1
export OPENBLAS_NUM_THREADS = 1
# Tests and campaigns start dozens of processes: each would compile two thousand modules anew, six seconds apiece.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run setup shell db seed test check format lint types imports catalogues trial bench migration messages routes lock clean peers

help: ## list the commands
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Run
run: .venv/run.stamp catalogues ## the product with its demo programme, on http://127.0.0.1:8000 (PORT, HOST)
	@MENTORMATCH_HOST=$(HOST) $(BIN)/flask --app wsgi start --port $(PORT)

setup: .venv/test.stamp ## .venv with everything for running and testing

db: .venv/run.stamp ## migrate the database
	@$(BIN)/flask --app wsgi db upgrade

seed: .venv/run.stamp ## the demo programme, into an empty database
	@$(BIN)/flask --app wsgi seed

shell: .venv/run.stamp ## a Python shell inside the application
	@$(BIN)/flask --app wsgi shell

##@ Check
test: setup catalogues ## everything: checks, then the whole suite on SQLite and PostgreSQL
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -n 3 --dist loadscope --no-loadscope-reorder -m "not trial"

check: setup lint types imports ## format, lint, types, imports, translations
	@$(BIN)/python -m tests.catalogues

lint:
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q . && echo "format and lint: fine"

types:
	@$(BIN)/mypy

imports:
	@$(BIN)/lint-imports --no-cache

trial: setup catalogues ## long campaigns: contention, killed workers, reminders, every theme and size
	@$(BIN)/python -m tests.campaigns

bench: setup catalogues $(if $(PEERS),peers) ## benchmarks, written to docs/bench (TASKS=folder of ranking tasks, PEERS=1 with other packages)
	@$(BIN)/python -m tests.bench $(if $(TASKS),--tasks $(TASKS)) $(if $(PEERS),--peers)

peers: setup ## other people's solvers, each in an environment of its own, for the benchmark of cohorts
	@$(BIN)/python -m tests.bench.peers

##@ Write
format: setup ## format the code
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

migration: setup ## a new migration from the models: make migration m="add such and such"
	@$(BIN)/flask --app wsgi db revision "$(m)" && $(BIN)/ruff format -q migrations

messages: setup ## take new texts into the catalogues
	@$(BIN)/python -m tests.catalogues --update

catalogues: mentormatch/translations/it/LC_MESSAGES/messages.mo

mentormatch/translations/%/LC_MESSAGES/messages.mo: mentormatch/translations/%/LC_MESSAGES/messages.po .venv/run.stamp
	@$(BIN)/pybabel -q compile --use-fuzzy -d mentormatch/translations

routes: setup ## every address, who may call it and with which relation
	@$(BIN)/flask --app wsgi access

lock: setup ## lock requirements again after a change of *.in
	@$(BIN)/uv pip compile -q --no-header requirements.in --generate-hashes --python-version 3.11 --universal -o requirements.txt
	@$(BIN)/uv pip compile -q --no-header requirements-dev.in -c requirements.txt --generate-hashes --python-version 3.11 --universal -o requirements-dev.txt

clean: ## remove what was installed and made, but not your database
	@rm -rf .venv .venv-peers .mypy_cache .pytest_cache .ruff_cache

# The .pth file lets scripts in any folder import mentormatch. uv installs five times as fast as pip; where it cannot be
# had, pip does the same.
.venv/bin/python:
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/mentormatch.pth"
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==0.13.9 2>/dev/null || echo "uv cannot be had: installing with pip, which takes longer"

.venv/run.stamp: requirements.txt | .venv/bin/python
	@echo "Installing what MentorMatch needs ..."
	@if [ -x $(BIN)/uv ]; then VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --compile-bytecode --require-hashes -r requirements.txt; else $(BIN)/python -m pip install -q --require-hashes -r requirements.txt; fi
	@touch $@

.venv/test.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing what the tests need ..."
	@if [ -x $(BIN)/uv ]; then VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements-dev.txt; else $(BIN)/python -m pip install -q --require-hashes -r requirements-dev.txt; fi
	@sh tests/install_browser.sh
	@touch $@
