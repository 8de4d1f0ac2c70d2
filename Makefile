# Every target does its own set-up: Python 3.11 to 3.14 and make are all that is needed.
# `make help` lists the targets.

PYTHON ?=
SOURCES = seeds
INDEX = index
HOST = 127.0.0.1
PORT = 8000
# Processes of pytest, each with up to 0.8 GB and browsers of its own; 0 runs all tests in this one.
WORKERS = 2

VENV := .venv
PY := $(VENV)/bin/python
# An environment that uv made has no pip; uv fills it then.
PIP = $(shell $(PY) -m pip --version >/dev/null 2>&1 \
  && echo "$(PY) -m pip --disable-pip-version-check --no-input install --quiet" \
  || echo "uv pip install --quiet --python $(VENV)")
UV = $(VENV)/bin/uv pip install --quiet --python $(VENV)
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
READY_RELEASE := $(VENV)/.ready-release

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run index serve test lint format types evals unit fuzz test-cluster browser clean \
  wheel manual lock sbom test-wheel

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: index serve ## set up, index seeds/, serve on http://127.0.0.1:8000

# Exit status 1 says that some documents failed and all others are in: still worth serving.
index: $(READY) ## index SOURCES (seeds/) into INDEX (index/)
	@$(PY) -m indexer $(SOURCES) --index $(INDEX) || [ $$? -eq 1 ]

serve: $(READY) ## serve INDEX on HOST:PORT
	@exec $(PY) -m webui --index $(INDEX) --host $(HOST) --port $(PORT)

test: lint types evals unit ## set up and run every test and check

lint: $(READY_DEV) ## style: ruff check and ruff format --check
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: $(READY_DEV) ## rewrite the code in the house style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

types: $(READY_DEV) ## mypy in strict mode
	$(PY) -m mypy

evals: $(READY) ## measure answers and ranking, compare with judian/evals/floors.toml
	$(PY) -m judian.evals check

unit: $(READY_DEV) browser ## pytest in WORKERS processes (2), the browser tests included
	$(PY) -m pytest -n $(WORKERS) --dist worksteal

fuzz: $(READY_DEV) ## pytest with new random examples, many more of them
	$(PY) -m pytest --hypothesis-profile=fuzz --ignore=tests/browser

# An OpenSearch cluster of three nodes on 127.0.0.1, from the jars of Maven Central (50 MB, kept in the
# user's cache). Without a JDK (17 or later) or Maven its tests are skipped by name.
test-cluster: $(READY_DEV) ## pytest of the engines on a real cluster, too
	JUDIAN_TEST_CLUSTER=start $(PY) -m pytest tests/judian/engines \
	  tests/judian/evals/speed/test_speed.py tests/judian/evals/speed/test_growth.py

# The browser tests drive Debian's Chromium. It is installed here when that needs no password;
# without it those tests are skipped by name.
browser:
	@if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing chromium for the browser tests"; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y \
	      --no-install-recommends chromium chromium-driver fonts-noto-cjk </dev/null; } >/dev/null \
	  || echo "chromium could not be installed: the browser tests will be skipped"; \
	else echo "no chromium and chromedriver: the browser tests will be skipped"; fi

wheel: $(READY_DEV) ## build the wheel into dist/
	@mkdir -p dist
	$(PY) -m hatchling build -t wheel -d dist

manual: $(READY_DEV) ## write the manual page and the completions of shells
	$(PY) -m release.manual

lock: $(READY_RELEASE) ## write release/requirements.lock, with the digests of every file
	$(PY) -m release.lock

# The libraries of a release alone, in an environment of their own.
sbom: $(READY_RELEASE) wheel ## write the bill of materials (CycloneDX) into dist/, and the list of licences
	$(VENV)/bin/uv venv --quiet --clear build/release
	$(VENV)/bin/uv pip install --quiet --python build/release --require-hashes -r release/requirements.lock
	$(VENV)/bin/uv pip install --quiet --python build/release --no-deps dist/judian-*.whl
	$(VENV)/bin/cyclonedx-py environment build/release --pyproject pyproject.toml --output-reproducible \
	  -o dist/judian.cdx.json
	$(PY) -m release.licences build/release/bin/python

# Needs uv's Pythons or the system's, and the package registry.
test-wheel: $(READY_RELEASE) wheel ## install the wheel by pip, pipx and uv, and serve with it
	sh release/try_wheel.sh dist/judian-*.whl $(PYTHONS)

clean: ## remove the virtual environment and what tools cached (index/ stays)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
	    2>/dev/null || continue; \
	  if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "making $(VENV) with $$("$$python" --version)"; \
	    exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	  bare="$$python"; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "$$bare cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv"; \
	else \
	  echo "no Python 3.11 to 3.14 found; install one, or name it: make run PYTHON=/path/to/python3"; \
	fi >&2; exit 1

# The last line makes the command $(VENV)/bin/judian, which runs the code of this folder.
$(READY): requirements.txt pyproject.toml | $(PY)
	@echo "installing requirements.txt into $(VENV)"
	@$(PIP) -r requirements.txt
	@$(PIP) --no-deps --editable .
	@touch $@

$(READY_RELEASE): release/requirements.txt $(READY_DEV) | $(PY)
	@echo "installing release/requirements.txt into $(VENV)"
	@$(PIP) -r release/requirements.txt
	@touch $@

# By uv, which takes a third of pip's time; by pip where uv cannot be had or does not reach the registry.
$(READY_DEV): requirements-dev.txt requirements-opensearch.txt requirements-cluster.txt \
  requirements-mcp.txt requirements.txt pyproject.toml | $(PY)
	@echo "installing requirements-dev.txt into $(VENV)"
	@{ $(PIP) "$$(grep '^uv==' release/requirements.txt)" \
	    && $(UV) --compile-bytecode -r requirements-dev.txt && $(UV) --no-deps --editable .; } \
	  || { echo "uv could not install them: installing by pip"; \
	    $(PIP) -r requirements-dev.txt && $(PIP) --no-deps --editable .; }
	@touch $(READY) $@
