# Everything a fresh machine needs: Python 3.11 or later, pip and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The lock files hold every package with its hash, the build backend too: nothing unpinned is fetched.
INSTALL := $(PIP) install --quiet --require-hashes
SELF := $(PIP) install --quiet --no-deps --no-build-isolation

.PHONY: demo test lint types bench rules book wheels clean

# The built-in example with its slips; then the fictitious bureau of examples/ compiled from its books, which passes its own
# check, and a copy of it with planted slips, which does not.
BUREAU := build/demo/bureau
demo: $(VENV)/.runtime
	$(BIN)/mingzhang demo --out build/demo
	@echo
	$(BIN)/mingzhang compile examples/bureau --out $(BUREAU) --units --overwrite
	@echo
	$(BIN)/python -m examples.plant_slips $(BUREAU)/department/部门决算.txt $(BUREAU)/写错的.txt
	$(BIN)/mingzhang check $(BUREAU)/写错的.txt --format html --out $(BUREAU)/写错的.html || test $$? -eq 1
	@echo "编出的各种格式在 $(BUREAU)/department/；写错的那份的检查报告是 $(BUREAU)/写错的.html"

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

# The page of the rule book; a test compares it with the code.
rules: $(VENV)/.runtime
	$(BIN)/mingzhang rules --format markdown > docs/rules.md

# The page of the book; a test compares it with the data.
book: $(VENV)/.runtime
	$(BIN)/python -m mingzhang.compile.book_page > docs/book.md

# A folder an office without a network installs from. For another system than this one name both, as in
# make wheels PLATFORM=win_amd64 PYTHON_VERSION=3.12
TARGET := $(if $(PLATFORM),--platform $(PLATFORM)) $(if $(PYTHON_VERSION),--python-version $(PYTHON_VERSION))
wheels: $(VENV)/.runtime
	$(PIP) download --quiet --only-binary :all: $(TARGET) --require-hashes --requirement requirements.txt --dest wheels
	@# What an earlier build left behind would get into the wheel.
	rm -rf build/lib build/bdist.*
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir wheels .
	@echo "wheels/ 已就绪：拷到不能上网的电脑后运行 pip install --no-index --find-links wheels mingzhang"

clean:
	rm -rf build dist wheels src/*.egg-info .pytest_cache .mypy_cache .ruff_cache

# The stamps are what makes a second run quick; either of them leaves the package installed editable.
$(VENV)/.runtime: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --requirement requirements.txt
	$(SELF) --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(INSTALL) --requirement requirements-dev.txt
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更高版本，当前为 " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
