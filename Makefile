# One command each, here and in CI. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run demo seed test check bench chaos docs format clean

BIN := .venv/bin
# What is not set is made up, on this machine only (docs/reference/settings.md).
export MPP_DEMO ?= yes
# Images often forbid Python to keep what it has compiled; then each of our processes compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

setup: ## bring Python packages and browser assets (every other command does it by itself)
	@scripts/bootstrap

run: setup ## start everything with demo data, print the address, stop with Ctrl-C
	@exec $(BIN)/mpp run

demo: setup ## run the main job through real HTTP: from sign-in to a verified licence
	@exec $(BIN)/python scripts/demo.py

seed: setup ## load catalogue, regions and demo offices
	@$(BIN)/mpp seed

test: setup ## every test, the browser ones too (arguments: ARGS="-k name")
	@scripts/chromium
	@$(BIN)/pytest -n auto --dist worksteal $(ARGS)

check: setup ## format, lint, types, imports, migrations, templates, translations
	@scripts/check

bench: setup ## measure, and write docs/benchmarks.md
	@$(BIN)/python -m bench

chaos: setup ## the kill tests, a thousand kills
	@KILLS=1000 $(BIN)/pytest -m kills $(ARGS)

docs: setup ## write the generated pages of docs/
	@$(BIN)/mpp settings > docs/reference/settings.md
	@$(BIN)/mpp roles > docs/reference/roles.md

format: setup ## write the house format into all Python files
	@$(BIN)/ruff format --quiet
	@$(BIN)/ruff check --quiet --fix

clean: ## delete what the other commands made: packages, assets, the demo database
	@[ ! -x $(BIN)/mpp ] || $(BIN)/mpp db --remove
	@rm -rf .venv .tools .run node_modules src/mpp/ui/static/built src/mpp/ui/collected dist
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +
