# Two commands carry a newcomer: `make demo` and `make test`. The rest is for those who change things.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := config ingest classify store reports web soundings
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
export UV_PYTHON_DOWNLOADS := never

.PHONY: demo test check audit sbom evaluate bench train further wheel lock clean

# From here to .dev: the environment, made once; what is installed is what the lock files name, hash by hash.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Soundings needs Python 3.11 or newer. Name one: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python could not make an environment. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/.run: requirements/build.txt requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Soundings needs (once; a few minutes) ..."
	@$(PIP) --require-hashes -r requirements/build.txt
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what the tests need (once) ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.run
	@$(BIN)/soundings demo

test: $(VENV)/.dev
	@$(BIN)/python -m pytest

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml $(PACKAGES)

# Known vulnerabilities of what is locked: asks the advisory service, and so needs the network.
audit: $(VENV)/.dev
	@$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements/run.txt

# What an installation is made of, as CycloneDX JSON.
sbom: $(VENV)/.run $(VENV)/.dev
	@mkdir -p dist
	@$(BIN)/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml --output-reproducible \
	  --output-format JSON --output-file dist/soundings.cdx.json
	@echo "dist/soundings.cdx.json"

evaluate: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.evaluate

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.bench

# PyTorch is large and only training needs it; it is not among the locked packages.
train: $(VENV)/.dev
	@$(BIN)/python -c 'import torch, onnx, safetensors' 2>/dev/null || $(PIP) torch onnx safetensors
	@$(BIN)/python -m classify.training.train
	@$(BIN)/python -m classify.training.wording

# What ships learns from new replies, named by how their ids begin: make further NEW="OT- LU-"
further: $(VENV)/.dev
	@$(BIN)/python -c 'import torch, onnx, safetensors' 2>/dev/null || $(PIP) torch onnx safetensors
	@$(BIN)/python -m classify.training.further $(NEW)

wheel: $(VENV)/.run
	@rm -rf dist
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

# For whoever changes a dependency; needs uv.
LOCK := uv pip compile --generate-hashes --universal --python-version 3.11 --no-annotate --no-header
lock:
	$(LOCK) --group pyproject.toml:build -o requirements/build.txt
	$(LOCK) pyproject.toml --extra keyring --extra postgresql -o requirements/run.txt
	$(LOCK) pyproject.toml --all-extras --group dev -o requirements/dev.txt

clean:
	rm -rf $(VENV) var build dist
