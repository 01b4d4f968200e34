# Every target stands on .venv, which is made from the hash-pinned lock and remade when it changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GAP ?= ../shared/data/gap
STAMP := $(VENV)/.made

.PHONY: demo test check format lock score clean

demo: $(STAMP) ## read the bundled story, print its statements, and make a ledger of it
	@for article in examples/story/*.md; do $(BIN)/sayso read "$$article" || exit $$?; echo; done
	@$(BIN)/sayso add examples/story --ledger demo.db
	@printf '\n%s\n\n    %s\n\n%s\n' 'The story is in a ledger now, demo.db. Open it in your browser with' \
	  '$(BIN)/sayso serve --ledger demo.db' 'and go to http://127.0.0.1:8150. Ctrl-C ends it.'

test: $(STAMP) ## run every test, a file of them on each processor
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(STAMP) ## format, lint, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

score: $(STAMP) ## score the golden sets
	$(BIN)/python -m sayso.lab.meaning.score tests/golden/meaning/open tests/golden/meaning/aside
	@test ! -d $(GAP) || $(BIN)/python -m sayso.lab.meaning.gap $(GAP)

# The other tools live in an environment of their own and are never in our lock.
BENCH := .venv-bench
ROUNDS ?= 5

.PHONY: bench bench-usage
bench: bench-usage $(STAMP) $(BENCH)/.made ## hold Sayso beside other tools: make bench ARTICLES=FOLDER [GOLD=FOLDER] [SCORER=FILE] [ROUNDS=5]
	$(BIN)/python -m sayso.lab.bench "$(ARTICLES)" --others $(BENCH)/bin/python --rounds $(ROUNDS) \
	  $(if $(GOLD),--gold "$(GOLD)") $(if $(SCORER),--scorer "$(SCORER)")

bench-usage:
	@test -d "$(ARTICLES)" || { \
	  echo "usage: make bench ARTICLES=FOLDER [GOLD=FOLDER] [SCORER=FILE] [ROUNDS=5]" >&2; exit 2; }

$(BENCH)/.made: src/sayso/lab/bench/requirements.txt
	$(PYTHON) -m venv --clear $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --requirement $<
	touch $@

# The lock names versions and hashes only, never an address.
lock: $(STAMP) ## renew the lock
	$(BIN)/pip-compile --quiet --strip-extras --extra dev --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	  --allow-unsafe --output-file requirements.lock pyproject.toml

clean: ## remove what these targets made
	rm -rf $(VENV) $(BENCH) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sayso needs Python 3.11 or later")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(STAMP)
