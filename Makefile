# Two commands do everything on a fresh machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := runs/demo

# On matrices as small as the encoder's more threads than one wait for each other.
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: setup demo test browser ray lint bench bless clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

demo: setup
	rm -rf $(DEMO)
	$(BIN)/assay extract gold/2025-01 --out $(DEMO)
	$(BIN)/assay score $(DEMO)
	$(BIN)/assay view $(DEMO)
	@echo
	@echo "Open $(DEMO)/report.html and $(DEMO)/scores.html in a browser; the tables are $(DEMO)/metrics.csv, drivers.csv and findings.csv;"
	@echo "$(DEMO)/extractions.jsonl ties every record to the characters that support it."

test: setup
	$(BIN)/python -m pytest

# The pages in headless Chromium (apt-get install chromium); each test has its own limit, and all have one.
browser: setup
	$(BIN)/python -m pip install --quiet --quiet --constraint constraints.txt --editable ".[browser]"
	timeout --kill-after=10 900 $(BIN)/python -m pytest -m browser

# The Ray engine on clusters of this machine; what the limit ends takes its clusters with it, as they are of its group.
ray: setup
	timeout 300 $(BIN)/python -m pip install --quiet --quiet --constraint constraints.txt --editable ".[ray]"
	timeout --kill-after=10 600 $(BIN)/python -m pytest -m ray

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m benchmarks.annotate
	$(BIN)/python -m benchmarks.rules
	$(BIN)/python -m benchmarks.model_overhead
	$(BIN)/python -m benchmarks.model_faults
	$(BIN)/python -m benchmarks.model_kill
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.scale_rules
	$(BIN)/python -m benchmarks.scale_engines
	$(BIN)/python -m benchmarks.scale_memory
	$(BIN)/python -m benchmarks.scale_scorer

# Keep the present state of the embedded extractor as what `make test` holds it to.
bless: setup
	rm -rf runs/bless
	$(BIN)/assay extract gold/2025-01 --out runs/bless/rules
	$(BIN)/assay score runs/bless/rules --gold gold/2025-01 --examples 0
	$(BIN)/assay bless runs/bless/rules --name rules
	$(BIN)/assay extract gold/composed/*/ --out runs/bless/composed
	$(BIN)/assay score runs/bless/composed --gold gold/composed --examples 0
	$(BIN)/assay bless runs/bless/composed --name rules-composed

clean:
	rm -rf $(VENV) build dist *.egg-info runs/demo
