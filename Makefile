# On a machine with only Python 3.11 or newer and GNU make:
#
#   make build     the site, in public/
#   make test      formatting, lint, types, floors, and every test
#   make docs      docs/reference.md, errors.md, checks.md and src/asiansite/schemas, from the code
#   make bench     asiansite beside its rivals, at 1,000 and 10,000 articles (SIZES="..."); takes the better
#                  part of an hour, and minutes with RIVALS=hugo; Eleventy and Astro need node and npm
#   make audit     every page of public/ through the Nu HTML checker, and one of each kind through
#                  Lighthouse (needs java, node, npm and a Chromium); takes minutes
#   make format    the code, formatted and with simple lint mended
#   make screenshots   every kind of page, narrow and wide, light and dark, in .cache/screenshots/
#   make clean     remove what the above made: environment, caches, public/
#   make help      this table
#
# Each makes what it needs first. Options for the build: make build BUILD=--locked Another Python: make build PYTHON=/path/to/python3

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help build test docs bench audit format clean

BIN := .venv/bin
VALIDATORS := .cache/audit/node_modules
export PYTHON

help:
	@sed -n '/^#   /s/^#   //p' Makefile

build: .venv/installed
	$(BIN)/asiansite build --search $(BUILD)

test: .venv/installed-dev
	@tools/ensure-chromium
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir .cache/import-linter
	$(BIN)/pytest -q -n auto --maxprocesses 8

docs: .venv/installed
	$(BIN)/python -m tools.reference

SIZES = 1000 10000

bench: .venv/installed-dev
	@tools/ensure-chromium
	$(BIN)/python benchmarks/run.py --install --sizes $(SIZES) $(if $(RIVALS),--rivals $(RIVALS)) --out benchmarks/results
	$(BIN)/python benchmarks/preview.py --install --sizes $(SIZES)

audit: build $(VALIDATORS)/.installed
	tools/audit public $(VALIDATORS)

.PHONY: screenshots
screenshots: .venv/installed-dev
	@tools/ensure-chromium
	$(BIN)/python -m tools.screenshots .cache/screenshots

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .cache .asiansite .hypothesis public

# Both names of the constraints: older versions of pip read the first for the build backend too,
# newer ones the second.
INSTALL = PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check

.venv/installed: pyproject.toml constraints.txt .venv/pyvenv.cfg
	$(INSTALL) --editable '.[search]'
	@touch $@

.venv/installed-dev: pyproject.toml constraints.txt .venv/pyvenv.cfg
	$(INSTALL) --editable '.[dev]'
	@touch $@ .venv/installed

.venv/pyvenv.cfg:
	@python=$$(tools/find-python) && echo "Making .venv with $$python" && "$$python" -m venv --clear .venv

# An environment whose Python has gone, or that was made in another folder, is made anew.
ifneq ($(shell test -x $(BIN)/python && grep -qF "$(CURDIR)/.venv" $(BIN)/activate && echo sound),sound)
.PHONY: .venv/pyvenv.cfg
endif

$(VALIDATORS)/.installed: audit/package.json
	@command -v npm >/dev/null || { echo "npm is needed; on Debian: apt-get install nodejs npm" >&2; exit 1; }
	mkdir -p .cache/audit
	cp audit/package.json .cache/audit/
	npm install --prefix .cache/audit --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
