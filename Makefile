# Every command that this project needs. `make` alone lists them.

UV_VERSION := 0.13.9
UV = .uv/bin/uv
BIN := .venv/bin

# The first Python 3.11 found; looked for only when the environment is made. The last `true`
# is needed: make discards the output of a shell that ends with "command not found".
PYTHON = $(shell for python in python3.11 python3 /usr/bin/python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null \
	&& command -v $$python && break; done; true)

PACKAGES := $(shell find packages -type f -not -path '*/__pycache__/*')
LEARNT_FROM := $(wildcard config.yml domain.yml bot/nlu/*.py) \
	$(shell find data content -name '*.yml' 2>/dev/null)

# Engines to compare with, each in an environment of its own.
RIVALS := $(patsubst benchmarks/rivals/%.txt,build/rivals/%/.installed, \
	$(wildcard benchmarks/rivals/*.txt))

# Also set for whatever is started from here; packages/rasa-telemetry-off does the rest.
export RASA_TELEMETRY_ENABLED := false

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup serve chat train check test screenshots bench calibrate bench-understanding lock clean

help:
	@echo "Commands:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-19s %s\n", $$1, $$2}' Makefile

setup: .venv/.installed ## install everything into .venv

serve: models/.trained ## serve the page on http://127.0.0.1:8000
	$(BIN)/python -m bot serve

chat: models/.trained ## talk to the guide in this terminal
	$(BIN)/python -m bot chat

train: models/.trained ## train the model, if what it learns from has changed

check: setup ## check code, words and facts, in seconds and without Rasa
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/yamllint --strict .
	$(BIN)/codespell
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m bot check
	$(BIN)/pytest --quiet tests/eligibility tests/content tests/danger

test: check models/.trained build/browser/.installed ## check, then run every test
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/pytest

screenshots: models/.trained ## take the pictures of the page that README.md shows
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.browser.screenshots

bench: models/.trained ## measure speed, memory and accuracy
	$(BIN)/python -m benchmarks

calibrate: models/.trained ## choose the thresholds of doubt on validation wordings
	$(BIN)/python -m benchmarks.calibration

# OPTIONS="--quick" leaves the slow engines out; docs/understanding.md has the others.
bench-understanding: setup $(RIVALS) ## compare with other engines: an hour or two, 3 GB
	$(BIN)/python -m benchmarks.rivals $(OPTIONS)

# With UPGRADE=--upgrade it takes the newest versions that pyproject.toml allows.
lock: build/packages/.built ## write requirements.lock anew from pyproject.toml
	$(UV) pip compile pyproject.toml --group dev --python-version 3.11 $(UPGRADE) \
		--upgrade-package tensorflow --upgrade-package rasa-telemetry-off \
		--generate-hashes --no-emit-index-url --find-links build/packages \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock
	@for engine in $(basename $(wildcard benchmarks/rivals/*.in)); do \
		$(UV) pip compile $$engine.in --python-version 3.11 $(UPGRADE) \
			--generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
			--quiet --output-file $$engine.txt || exit 1; done

clean: ## remove everything that these commands have made
	rm -rf .uv .venv .rasa .cache build models
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

.uv/$(UV_VERSION):
	@test -n "$(PYTHON)" || { echo "Python 3.11 was not found. Install it with venv and pip," \
		"for example: apt-get install python3.11-venv, or: brew install python@3.11"; exit 1; }
	@echo "Getting uv $(UV_VERSION) ..."
	@rm -rf .uv
	@$(PYTHON) -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

build/packages/.built: $(PACKAGES) | .uv/$(UV_VERSION)
	@rm -rf build/packages
	@for package in packages/*/; do \
		$(UV) build --quiet --wheel --out-dir build/packages $$package || exit 1; done
	@touch $@

.venv/.installed: requirements.lock build/packages/.built | .uv/$(UV_VERSION)
	@test -x $(BIN)/python || $(UV) venv --quiet --clear --python $(PYTHON) .venv
	@echo "Installing what requirements.lock names into .venv ..."
	@$(UV) pip sync --python $(BIN)/python --require-hashes \
		--find-links build/packages --reinstall-package tensorflow \
		--reinstall-package rasa-telemetry-off requirements.lock
	@touch $@

# What runs inside the page in tests, and the check of its HTML. Node itself comes with .venv.
build/browser/.installed: tests/browser/package-lock.json .venv/.installed
	@echo "Installing what tests/browser/package-lock.json names into build/browser ..."
	@mkdir -p build/browser
	@cp tests/browser/package.json tests/browser/package-lock.json build/browser
	@cd build/browser && "$(CURDIR)/$(BIN)/npm" ci --ignore-scripts --no-audit --no-fund
	@touch $@

build/rivals/%/.installed: benchmarks/rivals/%.txt .venv/.installed
	@echo "Installing the engine $* into build/rivals ..."
	@$(UV) venv --quiet --clear --python $(BIN)/python build/rivals/$*
	@$(UV) pip sync --quiet --python build/rivals/$*/bin/python --require-hashes $<
	@touch $@

models/.trained: $(LEARNT_FROM) .venv/.installed
	$(BIN)/python -m bot train
	@touch $@
