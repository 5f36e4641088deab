# The front door: each target sets up what it needs and does its job on a fresh clone.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test lint check-code format bench openapi strings screenshots look approve gallery specimen clean

export PATH := $(HOME)/.local/bin:$(CURDIR)/.uv/bin:$(PATH)
export UV_NO_PROGRESS := 1

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install uv, the press's system libraries and the locked packages
	@.ci/setup

run: ## Serve on 127.0.0.1:8000 with the shipped library
	@.ci/setup run
	@uv run --no-sync curriculum serve

test: ## Run every check and test
	@.ci/setup test
	@$(MAKE) --no-print-directory check-code
	@uv run --no-sync curriculum check
	@uv run --no-sync pytest -n 2 --dist loadgroup

lint: setup check-code ## Check style, types and the direction of imports

check-code:
	@uv run --no-sync ruff check
	@uv run --no-sync ruff format --check
	@uv run --no-sync mypy
	@uv run --no-sync lint-imports

format: setup ## Put the code into the house's form
	@uv run --no-sync ruff check --fix
	@uv run --no-sync ruff format

bench: setup ## Measure planning, press, serving and search, or what ONLY="press" names, against their targets
	@uv run --no-sync python -m tests.bench $(ONLY)

openapi: setup ## Keep the API's document as it is now, and write the Python client from it
	@uv run --no-sync python -m tests.openapi $(BREAK)

strings: setup ## Collect the words of the pages for translators
	@mkdir -p api/web/locale
	@uv run --no-sync pybabel -q extract -F pyproject.toml -k mark -k sentence -k counted:2,3 \
		--no-location --sort-output --project curriculum --version 1 \
		-o api/web/locale/messages.pot api/web api/faults.py curriculum

look: setup ## Show which approved pages look other now, side by side in build/look
	@uv run --no-sync python -m tests.look

approve: setup ## Keep those pages as they look now
	@uv run --no-sync python -m tests.look approve

gallery: setup ## Print everything, or what ONLY="a4-large AL1" names, to contact sheets in build/gallery
	@uv run --no-sync python -m tests.gallery $(ONLY)

specimen: setup ## Print a page of everything, in every size and layout, to build/specimen
	@uv run --no-sync python -m tests.pdf_templates.specimen

screenshots: setup ## Take pictures of the pages into docs/images/pages
	@uv run --no-sync python -m tests.browser.screenshots docs/images/pages

clean: ## Remove what was built here (not ./data)
	@rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
