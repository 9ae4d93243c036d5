# What a newcomer and the continuous integration run. `make help` lists it.

PYTHON ?= python3
PORT ?= 8000
RUN := .venv/bin
PYTEST := $(RUN)/python -m pytest --numprocesses=2 --dist=loadgroup
CATALOGUES := $(wildcard src/dabir/locale/*/fa/LC_MESSAGES/django.po)

# Tests start many processes, which should not compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo install test nightly style types layers migrations catalogues \
	unit postgresql browser format lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- Use ---------------------------------------------------------------------------------------

demo: install ## set up, load the demonstration and serve it (PORT=8123 for another port)
	@$(RUN)/dabir demo --port $(PORT)

install: .venv/.packages .venv/.assets .venv/.catalogues ## only set up; the command is .venv/bin/dabir

# Each stamp is younger than what it was made from; nothing is done twice.
.venv/.packages: tools/bootstrap.py requirements/run.txt pyproject.toml
	@$(PYTHON) tools/bootstrap.py
	@touch $@

.venv/.assets: tools/assets.py package-lock.json requirements/node.txt | .venv/.packages
	@$(RUN)/python tools/assets.py
	@touch $@

.venv/.catalogues: tools/catalogues.py $(CATALOGUES) | .venv/.packages
	@$(RUN)/python tools/catalogues.py compile
	@touch $@

.venv/.checks: requirements/check.txt .venv/.packages
	@$(PYTHON) tools/bootstrap.py check
	@touch $@

# --- Checks ------------------------------------------------------------------------------------

test: style types layers migrations catalogues unit postgresql browser ## everything that CI runs

nightly: export HYPOTHESIS_PROFILE = nightly
nightly: install .venv/.checks ## the long tests too, with many more examples
	@$(RUN)/python tools/system.py
	$(PYTEST) -m "not browser"
	$(PYTEST) -m browser

style: .venv/.checks ## formatting and style
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .

types: install .venv/.checks ## static types
	$(RUN)/mypy

layers: .venv/.checks ## imports point downward
	$(RUN)/lint-imports --no-cache

migrations: install ## the migrations say what the models say
	$(RUN)/django-admin makemigrations --check --dry-run --settings dabir.config.settings

catalogues: install ## every message has its Persian
	$(RUN)/python tools/catalogues.py check

unit: export HYPOTHESIS_PROFILE = ci
unit: install .venv/.checks ## the tests, on SQLite
	@$(RUN)/python tools/system.py java
	$(PYTEST) -m "not browser and not nightly"

postgresql: export HYPOTHESIS_PROFILE = ci
postgresql: install .venv/.checks ## the tests that use the database, on PostgreSQL
	@$(RUN)/python tools/system.py
	$(RUN)/python tools/postgres.py -- $(PYTEST) --database-only -m "not browser and not nightly"

# On a crowded machine a browser may come too late once. What failed is asked again by itself: a fault
# fails again, and what does not is in the report of the first time, to be looked into. Only where all
# were run: pytest's status is then 1.
browser: install .venv/.checks ## the tests in a browser
	@$(RUN)/python tools/system.py
	$(PYTEST) -m "browser and not nightly" || { [ $$? -eq 1 ] && \
		$(PYTEST) -m "browser and not nightly" --last-failed --last-failed-no-failures=none; }

# --- Care --------------------------------------------------------------------------------------

format: .venv/.checks ## put the code in order
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

lock: .venv/.checks ## pin anew what pyproject.toml asks for (tools/lock.py --upgrade for the newest)
	$(RUN)/python tools/lock.py

clean: ## remove all that was made, but not the state in var/
	rm -rf .venv node_modules src/dabir/web/static/vendor src/dabir/drawing/fonts
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov dist
	find src/dabir/locale -name '*.mo' -delete
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
