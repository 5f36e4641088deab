# The front door: each target sets up what it needs and does its job on a fresh clone.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test lint check-code format bench clean

export PATH := $(HOME)/.local/bin:$(CURDIR)/.uv/bin:$(PATH)
export UV_NO_PROGRESS := 1

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install uv, the press's system libraries and the locked packages
	@.ci/setup

run: setup ## Serve on 127.0.0.1:8000 with the shipped library
	@uv run --frozen --no-dev curriculum serve

test: ## Run every check and test
	@.ci/setup --tests
	@$(MAKE) --no-print-directory check-code
	@uv run --frozen curriculum check
	@uv run --frozen pytest -n 2 --dist loadgroup

lint: setup check-code ## Check style, types and the direction of imports

check-code:
	@uv run --frozen ruff check
	@uv run --frozen ruff format --check
	@uv run --frozen mypy
	@uv run --frozen lint-imports

format: setup ## Put the code into the house's form
	@uv run --frozen ruff check --fix
	@uv run --frozen ruff format

bench: setup ## Measure the press, the API and the library against their targets
	@uv run --frozen python -m tests.bench

clean: ## Remove what was built here (not ./data)
	@rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
