# Everything a newcomer needs: `make demo` shows a sample camp in progress, `make test` checks all of it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PORT ?= 8501
JOBS ?= 2
EXAMPLES ?= 1000
SECONDS ?= 120
ONLY ?= tests
NEW_SEED := $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
SEED ?= $(NEW_SEED)

.PHONY: help demo serve test quick fuzz setup system lint types imports content unit mutants screens oracle load endurance benchmarks constraints clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(VENV)/.installed  ## a sample camp in progress, with addresses and a QR code
	$(BIN)/mengya demo --port $(PORT)

serve: $(VENV)/.complete  ## the real thing, on this machine's database
	$(BIN)/mengya serve --port $(PORT)

test: setup system lint types imports content unit  ## everything that is checked, Chromium and PostgreSQL included

quick: lint  ## the inner loop, under 90 s: style, and the tests without browser, PostgreSQL, screens and patience
	$(BIN)/pytest -n $(JOBS) --dist loadgroup --hypothesis-profile quick \
		-m 'not browser and not postgres and not screen and not slow'

fuzz: setup  ## every property with EXAMPLES=1000 new examples within SECONDS=120; ONLY= some files, SEED= a run again
	@echo "Seed $(SEED). To see a failure again: make fuzz SEED=$(SEED) EXAMPLES=$(EXAMPLES) ONLY=<its file>"
	MENGYA_EXAMPLES=$(EXAMPLES) MENGYA_SECONDS=$(SECONDS) $(BIN)/pytest $(ONLY) -n $(JOBS) -m hypothesis --timeout 0 \
		--hypothesis-profile fuzz --hypothesis-seed $(SEED)

setup: $(READY)  ## the virtual environment with everything pinned

# What running needs; a demo does not wait for test tools.
$(VENV)/.installed: pyproject.toml constraints.txt
	@sh .ci/venv "$(PYTHON)" "$(VENV)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

# Serving for real may meet large maps and a database server.
$(VENV)/.complete: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[large,postgres]'
	@touch $@

$(READY): $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

system:  ## Chromium, Chinese fonts and PostgreSQL, where they may be installed
	@sh .ci/system

lint: setup  ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## types
	$(BIN)/mypy --strict workshop

imports: setup  ## the ladder of packages
	$(BIN)/lint-imports

content: setup  ## exercises, rubrics, vocabularies, cases, recipes
	$(BIN)/mengya check

unit: setup  ## all tests
	$(BIN)/pytest -n $(JOBS) --dist loadgroup --durations 10

mutants: setup  ## rules of the product switched off one by one: does a test notice?
	$(BIN)/python -m tests.mutants --jobs $(JOBS)

screens: setup  ## pictures of every page into docs/screens
	$(BIN)/python -m tests.browser.screens docs/screens
	$(BIN)/python -m tests.browser.camp_pictures docs/screens
	$(BIN)/python -m tests.browser.readme_picture docs/screens

oracle:  ## the values R gives for the maps' figures (needs r-cran-sna and r-cran-igraph; the tests do not)
	Rscript tests/oracles/structure.R

load: setup  ## two hundred phones, a remote and a wall on a server of their own: what it costs, how long they wait
	$(BIN)/python -m tests.benchmarks.room $(PHONES)

endurance: setup  ## the power goes 10,000 times, the process is killed 1,000 times: what is lost?
	$(BIN)/python -m tests.endurance $(if $(CUTS),--cuts $(CUTS)) $(if $(KILLS),--kills $(KILLS))

benchmarks: setup  ## the maps' speed beside networkx, networkit, rustworkx and igraph, in an environment of its own
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench,dev]' igraph
	.venv-bench/bin/python -m tests.benchmarks.network

constraints: setup  ## write the pins anew from what is installed
	$(BIN)/python -m pip freeze --exclude-editable | grep -vE '^(pip|setuptools)==| @ ' > constraints.txt

clean:  ## forget the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
