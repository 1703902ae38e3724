# Every task of the project. `make demo` and `make test` do all their own set-up.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
UV := .venv/bin/uv
PLUGINS := $(wildcard plugins/region_*)
FRONT_SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts -type f 2>/dev/null)
.PHONY: help sync demo test check bench rules schema migrate lock format front-end browser

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

sync: .venv/.synced ## Install everything that Python needs, from the lock with its hashes

.venv/.synced: requirements.lock pyproject.toml $(PLUGINS:%=%/pyproject.toml)
	@echo "安装 Python 依赖 (installing Python dependencies)…"
	@test -x $(PY) || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(UV) pip sync --quiet --require-hashes requirements.lock
	@$(UV) pip install --quiet --no-deps --no-build-isolation -e . $(PLUGINS:%=-e ./%) pip uv==0.13.9
	@touch $@

front-end: frontend/dist/index.html ## Build the front end

frontend/node_modules/.synced: frontend/package.json frontend/package-lock.json
	@echo "安装前端依赖 (installing front-end dependencies)…"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/index.html: frontend/node_modules/.synced $(FRONT_SOURCES)
	@echo "构建前端 (building the front end)…"
	@cd frontend && npm run --silent build

demo: sync front-end ## Start the whole product with five provinces on this machine
	@exec $(PY) -m xuanpai_graphql demo

test: sync front-end browser check ## Run every check and every test
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=25 --durations-min=10
	@$(PY) -m tests.rules

check: sync frontend/node_modules/.synced ## Run the static checks
	@.venv/bin/ruff check . && .venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(PY) -m xuanpai_graphql schema --check
	@cd frontend && npm run --silent check

bench: sync ## Measure speed and memory against yardsticks, in one run
	@$(PY) -m tests.bench

rules: ## Show which of the 119 rules the last test run covered
	@$(PY) -m tests.rules

schema: sync ## Write graphql/xuanpai_graphql/schema.graphql anew
	@$(PY) -m xuanpai_graphql schema

migrate: sync ## Bring the database in XUANPAI_DATABASE_ADMIN_URL to the newest schema
	@$(PY) -m xuanpai_graphql migrate

lock: ## Resolve the dependencies anew into requirements.lock
	@$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  --extra embedded --group dev pyproject.toml --output-file requirements.lock

format: ## Format the Python code
	@.venv/bin/ruff format --quiet . && .venv/bin/ruff check --fix --quiet .

browser: ## Make sure that a Chromium for the browser tests is there
	@command -v chromium >/dev/null || { echo "安装 Chromium (installing Chromium)…"; \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium fonts-noto-cjk >/dev/null; }
