# Each target makes .venv itself; nothing but Python 3.11+ and make is needed.
PYTHON ?= python3
BIN := .venv/bin
SEED ?= 1
AT_ONCE := --numprocesses auto --dist worksteal
JAVASCRIPT := tests/page/javascript

demo: .venv/runs
	@$(BIN)/knowhow demo $(ARGS)

test: .venv/develops
	@$(BIN)/pytest $(AT_ONCE) $(ARGS)

test-all: .venv/develops
	@$(BIN)/pytest -m '' $(AT_ONCE) $(ARGS)

check: .venv/develops $(JAVASCRIPT)/node_modules/.there
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports
	@$(BIN)/hadolint Dockerfile && $(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml
	@if test -e $(JAVASCRIPT)/node_modules/.there; then \
		$(JAVASCRIPT)/node_modules/.bin/biome lint --config-path=$(JAVASCRIPT)/lint.json --error-on-warnings \
			bot/sandbox/page/static && $(JAVASCRIPT)/node_modules/.bin/tsc --project $(JAVASCRIPT); \
	else echo "The page’s JavaScript was not checked: npm is not here, or could not fetch what looks at it."; fi

bench: .venv/benches
	@$(BIN)/python -m benchmarks $(ARGS)

# A town of people on a bot that is killed, cut off and refused; nothing may be lost. See CONTRIBUTING.md.
soak: .venv/develops
	@$(BIN)/python -m benchmarks.soak $(ARGS)

# Faults that are put into the program one at a time: which of them does no test notice? See CONTRIBUTING.md.
mutants: .venv/develops
	@$(BIN)/python -m benchmarks.mutants --seed $(SEED) $(ARGS)

# What the bot is made of, in CycloneDX.
sbom: .venv/develops
	@$(BIN)/python -m release.bill

# A version that goes out: built from what is committed, looked at and tried. Nothing is uploaded. See CONTRIBUTING.md.
release: .venv/releases
	@$(BIN)/python -m release $(ARGS)

# The Dockerfile and compose.yaml, built and run without a daemon: on Debian, as root, some minutes.
container:
	@PYTHON=$(PYTHON) .ci/container

# What pages repeat of the code: chat commands, settings, and the commands of the command line.
docs: .venv/develops
	@$(BIN)/python -m docs.tables

# A site of README and these pages: a link or an anchor that leads nowhere fails, and so does what asks elsewhere.
site: .venv/documents
	@rm -rf build/site
	@$(BIN)/sphinx-build -q -W --keep-going -d build/doctrees -c docs/site . build/site
	@$(BIN)/python -m docs.site.stays_here build/site
	@echo "build/site/index.html"

format: .venv/develops
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

.venv/runs: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/develops: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch .venv/runs $@

# Nobody needs npm who changes nothing of the page; in CI it has to be there.
$(JAVASCRIPT)/node_modules/.there: $(JAVASCRIPT)/package.json
	@if npm install --prefix $(JAVASCRIPT) --no-package-lock --no-audit --no-fund --silent; then touch $@; \
	else test -z "$$CI"; fi

.venv/documents: .venv/develops
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,docs]'
	@touch $@

.venv/releases: .venv/develops
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,release]'
	@touch $@

.venv/benches: .venv/develops
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,bench]'
	@touch $@

.PHONY: demo test test-all check bench soak mutants sbom release container docs site format
