# Each target makes .venv itself; nothing but Python 3.11+ and make is needed.
PYTHON ?= python3
BIN := .venv/bin
AT_ONCE := --numprocesses auto --dist worksteal

demo: .venv/runs
	@$(BIN)/knowhow demo $(ARGS)

test: .venv/develops
	@$(BIN)/pytest $(AT_ONCE) $(ARGS)

test-all: .venv/develops
	@$(BIN)/pytest -m '' $(AT_ONCE) $(ARGS)

check: .venv/develops
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: .venv/benches
	@$(BIN)/python -m benchmarks $(ARGS)

# A town of people on a bot that is killed, cut off and refused; nothing may be lost. See CONTRIBUTING.md.
soak: .venv/develops
	@$(BIN)/python -m benchmarks.soak $(ARGS)

# What the bot is made of, in CycloneDX: looked up in an environment that holds what it needs and nothing else.
sbom: .venv/develops
	@rm -rf build/made-of && $(PYTHON) -m venv --without-pip build/made-of && mkdir -p dist
	@$(BIN)/python -m pip --python build/made-of install --quiet --disable-pip-version-check -c constraints.txt .
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
		--output-format JSON --output-file dist/knowhow.cdx.json build/made-of
	@echo "dist/knowhow.cdx.json"

# What pages repeat of the code: chat commands and settings.
docs: .venv/develops
	@$(BIN)/python -m docs.tables

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

.venv/benches: .venv/develops
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,bench]'
	@touch $@

.PHONY: demo test test-all check bench soak sbom docs format
