# jixiao (绩效): `make demo` shows it, `make test` proves it, `make` lists the rest.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

VENV ?= .venv
BIN := $(VENV)/bin
DEMO := .jixiao-demo
QUESTION := 哪些局报告了知识产权质押融资数据？
PYTHON ?= $(shell for p in python3 python3.12 python3.11; do \
	"$$p" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null && { echo "$$p"; break; }; done)
# Named after what is to be installed, so that a changed lock reinstalls and an unchanged one does not.
INSTALLED := $(VENV)/.installed-$(shell cat pyproject.toml constraints.txt | cksum | tr ' ' -)

.PHONY: help demo test lint bench serve clean install check web
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 10

demo: install web  ## read the invented sample reports into .jixiao-demo and ask them a question
	@$(BIN)/jixiao ingest samples --home $(DEMO)
	@printf '\n问 %s\n' '$(QUESTION)'
	@$(BIN)/jixiao ask '$(QUESTION)' --home $(DEMO)
	@printf '\nNext / 接下来：\n'
	@printf '  %s\n' "$(BIN)/jixiao serve --home $(DEMO)    # http://127.0.0.1:8000/docs" \
		"$(BIN)/jixiao ask '新城区教育局2023年公开招聘教师多少人？' --home $(DEMO)" \
		"$(BIN)/jixiao ingest YOUR_FOLDER               # your own reports, into ./.jixiao"

test: lint  ## lint, types, then every test
	@$(BIN)/python -m pytest -q

lint: install  ## ruff and mypy (strict)
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: install  ## documents a second and what each stage costs, on generated reports
	@$(BIN)/python tests/bench/bench_ingest.py
	@$(BIN)/python tests/bench/bench_graph.py --sparql

serve: install  ## serve ./.jixiao on http://127.0.0.1:8000
	@$(BIN)/jixiao serve

clean:  ## remove what make made: the virtual environment, the demo's data, caches
	rm -rf $(VENV) $(DEMO) .jixiao-test-cache .mypy_cache .ruff_cache

install: $(INSTALLED)

check:
	@if [ -z '$(PYTHON)' ]; then \
		found="$$(python3 --version 2>/dev/null || echo 'no python3')"; \
		echo "jixiao needs Python 3.11 or 3.12, found $$found. Install one, or name it: make PYTHON=/path/to/python3.12 …" >&2; exit 1; fi
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@'$(PYTHON)' -c 'import shutil, sys; free = shutil.disk_usage(".").free / 2**30; \
		sys.exit(f"jixiao needs about 4 GB for its environment, {free:.1f} GB are free here." if free < 4 else 0)'

$(INSTALLED): pyproject.toml constraints.txt
	@$(MAKE) check
	@echo "Making $(VENV): about 3 GB, a few minutes the first time."
	@rm -f $(VENV)/.installed-*
	@test -x $(BIN)/python || '$(PYTHON)' -m venv $(VENV)
	@# torch alone first: resolved with the rest, pip may take another build of it
	@$(BIN)/python -m pip install --disable-pip-version-check -qq -c constraints.txt torch==2.13.0
	@$(BIN)/python -m pip install --disable-pip-version-check -qq -c constraints.txt -e '.[dev]'
	@touch $@

web:
	@if [ ! -f web/package.json ]; then echo "No web UI in this version; the HTTP API and its documentation are served."; \
	elif ! command -v npm >/dev/null; then echo "Node.js is not installed, so the web UI is not built; everything else works."; \
	else cd web && npm ci --no-audit --no-fund && npm run build; fi
