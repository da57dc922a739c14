# Two commands do everything, set-up included: `make site` and `make test`. `make help` lists the others.

PYTHON   ?= python3
CONTENT  ?= content
OUTPUT   ?= site
BASE_URL ?=
PYTEST   ?=
FUZZ_SECONDS ?= 300
BENCH_TOPICS ?= 100 1000 10000
BENCH_RUNS ?=
BENCH_ONLY ?=
BENCH_DOCUMENT ?=

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help site check test dist fuzz bench reader latency screenshots audit lock clean chromium fonts clients node java

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

help:  ## list these commands
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

site: .venv/built  ## build content/ into site/ (BASE_URL=https://example.org/kb if it is known)
	@$(BIN)/crosswalk build --content '$(CONTENT)' --output '$(OUTPUT)' $(if $(BASE_URL),--base-url '$(BASE_URL)')

check: .venv/tested  ## the fast part: lint, format, types, this repository's content
	@echo '== ruff check';    $(BIN)/ruff check --quiet --output-format concise
	@echo '== ruff format';   $(BIN)/ruff format --check --quiet || { \
	    echo 'these files are not formatted (.venv/bin/ruff format mends them):'; \
	    $(BIN)/ruff format --check; exit 1; }
	@echo '== mypy --strict'; $(BIN)/mypy --strict --no-error-summary
	@echo '== crosswalk check'; $(BIN)/crosswalk check --content '$(CONTENT)'

test: .venv/tested chromium clients java check  ## check, then every test, with a floor for coverage (PYTEST='-k name' for some)
	@echo '== pytest'
	@$(BIN)/pytest --numprocesses 2 --dist worksteal $(if $(PYTEST),$(PYTEST),--cov)

dist: .venv/tested  ## make wheel and sdist in dist/, the same bytes for the same commit
	@rm -rf dist
	@SOURCE_DATE_EPOCH="$$(git log -1 --format=%ct 2>/dev/null || echo 1577836800)" \
	    $(BIN)/python -m build --no-isolation --outdir dist . >/dev/null
	@cd dist && sha256sum *

fuzz: .venv/fuzzed  ## look for bytes that break a promise (FUZZ_SECONDS=3600 for each target)
	@for target in topic registry markdown drawing; do \
	    echo "== fuzzing $$target for $(FUZZ_SECONDS) s"; \
	    mkdir -p .fuzz; $(BIN)/python fuzz/run.py "$$target" '$(FUZZ_SECONDS)' 2>&1 | tee ".fuzz/$$target.log" | tail -n 6; \
	done

bench: .venv/benched bench/build/eleventy/node_modules/.package-lock.json  ## build against Hugo and Eleventy (BENCH_TOPICS='100 1000' for some)
	@$(BIN)/python bench/build/compare.py --topics $(BENCH_TOPICS) $(if $(BENCH_RUNS),--runs $(BENCH_RUNS)) $(if $(BENCH_ONLY),--$(BENCH_ONLY)) \
	    $(if $(BENCH_DOCUMENT),--document '$(BENCH_DOCUMENT)')

reader: .venv/tested chromium  ## measure what a phone on a slow network waits for
	@PYTHONPATH=src:tests:bench/build $(BIN)/python bench/reader/phone.py --topics $(BENCH_TOPICS) \
	    $(if $(BENCH_DOCUMENT),--document '$(BENCH_DOCUMENT)')

latency: .venv/tested chromium  ## measure what an author waits for, from saving a file to the new page
	@PYTHONPATH=src:tests:bench/build $(BIN)/python bench/serve/latency.py --topics $(filter-out 10000,$(BENCH_TOPICS)) \
	    $(if $(BENCH_DOCUMENT),--document '$(BENCH_DOCUMENT)')

screenshots: .venv/tested chromium fonts  ## take the pictures of README and docs anew
	@PYTHONPATH=src:tests $(BIN)/python docs/screenshots.py

audit: .venv/audited  ## ask the Python advisory database about every pinned package (needs the network)
	@for file in requirements/*.txt; do \
	    echo "== $$file"; $(BIN)/pip-audit --require-hashes --disable-pip --strict --progress-spinner off --requirement "$$file"; done
	@for folder in tests/clients bench/build/eleventy; do echo "== npm in $$folder"; (cd "$$folder" && npm audit); done

lock: .venv/built | node  ## renew the pinned requirements, with their hashes
	@$(PIP) --require-hashes --requirement requirements/lock.txt
	@$(call lock,lock.txt,requirements/lock.in)
	@$(call lock,build.txt,pyproject.toml requirements/build.in)
	@$(call lock,links.txt,--extra links pyproject.toml requirements/links.in)
	@$(call lock,test.txt,--extra links --extra lsp pyproject.toml requirements/test.in)
	@$(call lock,fuzz.txt,requirements/fuzz.in)
	@$(call lock,bench.txt,requirements/bench.in)
	@$(call lock,audit.txt,requirements/audit.in)
	@for folder in tests/clients bench/build/eleventy; do (cd "$$folder" && npm update --package-lock-only >/dev/null); done

clean:  ## remove everything that the other commands made
	rm -rf .venv tests/clients/node_modules bench/build/eleventy/node_modules '$(OUTPUT)' dist htmlcov .coverage .coverage.* \
	    .fuzz .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find src tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} +


# The environment. Each stamp is newer than what it was made from, so a second call finds nothing to do.

.venv/built: requirements/build.txt pyproject.toml src/crosswalk/__init__.py | .venv/bin/python
	@echo '== installing what the site needs'
	@$(PIP) --require-hashes --requirement requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tested: requirements/test.txt .venv/built
	@echo '== installing what the tests need'
	@$(PIP) --require-hashes --requirement requirements/test.txt
	@touch $@

.venv/fuzzed: requirements/fuzz.txt .venv/tested
	@echo '== installing what fuzzing needs'
	@$(PIP) --require-hashes --requirement requirements/fuzz.txt
	@touch $@

.venv/benched: requirements/bench.txt .venv/built
	@echo '== installing what the benchmarks need'
	@$(PIP) --require-hashes --requirement requirements/bench.txt
	@touch $@

.venv/audited: requirements/audit.txt .venv/bin/python
	@echo '== installing what the audit needs'
	@$(PIP) --require-hashes --requirement requirements/audit.txt
	@touch $@

.venv/bin/python:
	@for python in '$(PYTHON)' python3.14 python3.13 python3.12 python3.11; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	    echo "== making .venv with Python $$version"; \
	    "$$python" -c 'import ensurepip' 2>/dev/null || { $(call distribution,python$$version-venv); }; \
	    rm -rf .venv; \
	    exec "$$python" -m venv .venv; \
	done; \
	echo 'crosswalk needs Python 3.11 or later: install it, or name it (make PYTHON=/path/to/python)' >&2; \
	exit 1

# The browser of the distribution; none is downloaded from elsewhere.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	    echo '== installing chromium'; $(call distribution,chromium); }

# Two families that the theme names, so that pictures look alike wherever they are taken.
fonts:
	@{ fc-list P052 | grep . && fc-list 'Liberation Sans' | grep .; } >/dev/null 2>&1 || { \
	    echo '== installing fonts'; $(call distribution,fontconfig fonts-liberation fonts-urw-base35); }

# What the tests take from npm, in the versions that its lock names: HAL clients, and judges of pages, scripts and rule sets.
clients: tests/clients/node_modules/.package-lock.json

tests/clients/node_modules/.package-lock.json: tests/clients/package.json tests/clients/package-lock.json | node
	@echo '== installing what the tests take from npm'
	@cd tests/clients && npm ci >/dev/null
	@touch $@

bench/build/eleventy/node_modules/.package-lock.json: bench/build/eleventy/package.json bench/build/eleventy/package-lock.json | node
	@echo '== installing Eleventy'
	@cd bench/build/eleventy && npm ci >/dev/null
	@touch $@

# The Node.js of the machine, else that of the distribution.
node:
	@{ command -v node && command -v npm; } >/dev/null || { \
	    echo '== installing Node.js'; $(call distribution,nodejs npm); }

# The Java of the machine, else that of the distribution; the HTML checker runs in it.
java:
	@command -v java >/dev/null || { \
	    echo '== installing Java'; $(call distribution,default-jre-headless); }

# $(call distribution,PACKAGES): install packages of a Debian-like distribution, or say what is missing.
define distribution
if ! command -v apt-get >/dev/null; then \
    echo 'please install with the means of your system: $(1)' >&2; exit 1; fi; \
if [ "$$(id -u)" = 0 ]; then as_root=; \
elif command -v sudo >/dev/null; then as_root=sudo; \
else echo 'please install as root: apt-get install $(1)' >&2; exit 1; fi; \
$$as_root apt-get -qq update; \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $(1) >/dev/null
endef

# $(call lock,TARGET,SOURCES): the header names this command, not whoever ran it; no address of an index is written.
define lock
$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
    --output-file requirements/$(1) $(2)
endef
