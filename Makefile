# Torvet's commands. `make` alone lists them.
# On a bare machine Python 3.11 or later is all that is needed; everything else is installed into .venv and site/assets.

PYTHON ?= python3
PORT ?= 8000
SCALE ?= 1
WORKERS ?= $(if $(ARGS),0,2)
VENV := .venv
PY := $(VENV)/bin/python
export DJANGO_SETTINGS_MODULE ?= config.settings.development
export TORVET_BASE_URL ?= http://127.0.0.1:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help run demo test check format bench messages lock clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: $(VENV)/.base site/assets/vendor/.ready ## Install what is missing, load the demo library and serve it (PORT=8000)
	@$(PY) manage.py compile_catalogues
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo --once
	@$(PY) manage.py serve --port $(PORT)

demo: $(VENV)/.base site/assets/vendor/.ready ## Build what is missing of the demo library (SCALE=10 for ten times as much)
	@$(PY) manage.py compile_catalogues
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo --scale $(SCALE)

test: $(VENV)/.test site/assets/vendor/.ready tests/services/openid/node_modules/.ready ## Install what tests need, start real services and run every test (ARGS="-k search")
	@$(PY) -m tests.services.system
	@$(PY) manage.py compile_catalogues
	@$(PY) -m pytest -n $(WORKERS) --max-worker-restart 0 $(ARGS)

check: $(VENV)/.test site/assets/vendor/.ready ## Formatting, lint, types, templates, migrations, floors, translations, security
	@$(PY) -m tests.services.system
	@$(PY) manage.py compile_catalogues
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" sh tests/check.sh

format: $(VENV)/.test ## Put the code into the house's format
	@$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix . && $(VENV)/bin/djhtml --tabwidth 2 templates

bench: $(VENV)/.test site/assets/vendor/.ready tests/bench/lighthouse/node_modules/.ready ## Measure ratios side by side on real services (ONLY="searching photograph")
	@$(PY) -m tests.services.system
	@$(PY) -m tests.services run --durable -- $(PY) -m tests.bench $(ONLY)

messages: $(VENV)/.test ## Collect the words to translate into site/locale/da
	@$(PY) -m tests.services.system
	@$(PY) manage.py makemessages -l da --no-obsolete --no-wrap --no-location $(foreach folder,.venv var tests node_modules,-i '$(folder)*')

lock: $(VENV)/.base ## Compile requirements/*.in into pinned, hashed requirements/*.txt
	@$(PY) -m pip install --quiet uv
	@for name in base demo test node iiif; do \
	  $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    --no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt; done

clean: ## Remove what was installed and built, and the local database
	rm -rf $(VENV) var site/assets/node_modules site/assets/vendor *.egg-info

# --- What the commands stand on ---------------------------------------------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo 'Torvet needs Python 3.11 or later as "$(PYTHON)". Name another one with: make run PYTHON=python3.12'; exit 1; }
	@echo 'Making a virtual environment in $(VENV) …'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo 'Python has no venv here. On Debian: apt-get install python3-venv'; exit 1; }

$(VENV)/.base: requirements/base.txt requirements/demo.txt pyproject.toml | $(VENV)/bin/python
	@echo 'Installing the pinned packages …'
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/demo.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements/test.txt requirements/iiif.txt $(VENV)/.base
	@echo 'Installing what tests need …'
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --upgrade --target $(VENV)/iiif -r requirements/iiif.txt
	@touch $@

site/assets/vendor/.ready: site/assets/package-lock.json site/assets/vendor.mjs $(VENV)/.base
	@echo 'Installing the browser libraries …'
	@sh site/assets/install.sh "$(CURDIR)/$(PY)"
	@touch $@

tests/bench/lighthouse/node_modules/.ready: tests/bench/lighthouse/package-lock.json $(VENV)/.base
	@echo 'Installing Lighthouse for the bench …'
	@sh site/assets/install.sh "$(CURDIR)/$(PY)" tests/bench/lighthouse
	@touch $@

tests/services/openid/node_modules/.ready: tests/services/openid/package-lock.json $(VENV)/.base
	@echo 'Installing the OpenID provider of the tests …'
	@sh site/assets/install.sh "$(CURDIR)/$(PY)" tests/services/openid
	@touch $@
