# Two commands matter: `make demo` and `make test`. Both start from a clean clone.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := pip==26.3
DEMO ?= demo.whowhom

.PHONY: demo test check install lock clean

ASK := $(BIN)/whowhom ask -p $(DEMO) --format table

demo: $(VENV)/installed
	$(BIN)/whowhom build examples -o $(DEMO)
	@printf '\n$$ whowhom ask expulsions limit=2\n'
	@$(ASK) expulsions limit=2
	@printf '\n$$ whowhom ask outlets-disagree\n'
	@$(ASK) outlets-disagree
	@printf "\n$$ whowhom ask unnamed-sources x='Matthias Aldane'\n"
	@$(ASK) unnamed-sources x='Matthias Aldane'
	@printf '\nThe page: %s\n' "$(abspath $(DEMO))/graph.html"

test: check
	$(BIN)/pytest -n auto --dist loadgroup --cov --cov-report=term:skip-covered

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(VENV)/installed

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	@# pip 23, which Python 3.11 brings, overlooks the pin of what another package asks for with an extra.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Needs uv; run it after a change of the dependencies in pyproject.toml.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --extra formats --extra tables --extra watch --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(DEMO)
