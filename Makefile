# Token Factory in two commands: `make run` and `make test`. Both install missing tools (.ci/tools).
# Compiler flags are only in Cargo.toml and .cargo/config.toml: a second set would rebuild everything.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8080
# The public address of the site, for search engines and link previews; may be empty.
SITE ?=
export TOKEN_FACTORY_SITE := $(SITE)
TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
# Which native program writes the site: the release build, or the one that the native tests have compiled, so that `make test`
# does not compile it twice. Both write the same files.
export NATIVE ?= release
ifeq ($(NATIVE),tests)
BINARY := $(TARGET_DIR)/debug/token-factory
export PRERENDER := $(abspath $(BINARY))
else
BINARY := $(TARGET_DIR)/release/token-factory
endif
ENGINES := $(CURDIR)/.tools/engines/bin/python

export PATH := $(CURDIR)/.tools/bin:$(PATH)
export TOKEN_FACTORY_BINARY := $(abspath $(BINARY))
unexport NO_COLOR                      # trunk takes NO_COLOR=1 for an error
unexport RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS   # they would displace .cargo/config.toml

STAGES := test-format test-lint test-tree test-native test-lint-wasm tools-test test-web site test-supply test-e2e

##  run          build for release, serve the page on this machine, print the address (PORT=8080)
.PHONY: run
run: build
	@"$(BINARY)" serve --dir dist --port $(PORT)

##  test         all tests, including those in the browser, with a summary at the end
.PHONY: test
test: export NATIVE = tests
test:
	@.ci/tools rust || echo "Going on with what is there."
	@.ci/stages --parallel tools-test $(STAGES)

##  test-long    10,000 draws of every property, 30 s of random input to each reader, 200,000 scenarios bit for bit in the browser, workbooks computed by LibreOffice, 100,000 scenarios on Ray and Spark, five minutes of random use, ten of steady use, two builds
.PHONY: test-long
test-long:
	@.ci/tools test || echo "Going on with what is there."
	@.ci/stages test-properties-long test-fuzz test-bits-long test-workbooks test-engines site test-monkey test-soak twice

##  faults       the faults that the site must survive, in Chromium, Firefox ESR and WebKitGTK, as a table (ONLY="state boot-3")
.PHONY: faults
faults: build crash
	@.ci/tools faults || echo "Going on with what is there."
	node tests/e2e/faults.mjs $(ONLY)

##  fuzz         random and damaged input to the readers of links, fields, messages, rows of runs and files (RUNS=10000000, FUZZ_SEED=1)
.PHONY: fuzz
fuzz:
	FUZZ_RUNS=$(or $(RUNS),10000000) cargo test --locked --profile quick --test fuzz -- --nocapture --test-threads=2
	FUZZ_RUNS=$(or $(RUNS),10000000) node tests/e2e/fuzz-files.mjs

##  twice        two builds in two folders: every file of the site is the same, and none contains a path of this machine
.PHONY: twice
twice:
	@.ci/tools build
	@.ci/twice

##  mutants      small faults in functions and formulas, and how many of them the tests detect (FUNCTIONS=--iterate)
.PHONY: mutants
mutants:
	@.ci/tools mutants
	@.ci/mutants $(FUNCTIONS)

##  build        the finished site in dist/ and the native program (SITE=https://example.org/ adds absolute addresses and a sitemap)
.PHONY: build
build:
	@.ci/tools target
	@$(MAKE) --no-print-directory --jobs=2 tools-build compiled
	@$(MAKE) --no-print-directory site

##  accuracy     predicted against measured throughput of published runs (SIDE=check, neighbours, fit or all; FLAGS=--formulas)
.PHONY: accuracy
accuracy:
	@.ci/tools build
	@cargo build --locked --release --quiet --bin token-factory
	@"$(BINARY)" accuracy --side $(or $(SIDE),check) $(FLAGS)

##  calibrate    fit the constants to published runs again: prints them, writes the random effects (takes minutes)
.PHONY: calibrate
calibrate:
	@.ci/tools build
	cargo build --locked --release --bin token-factory
	@"$(BINARY)" calibrate constants
	@"$(BINARY)" calibrate generations
	@for part in coarse fine; do "$(BINARY)" calibrate $$part >$(TARGET_DIR)/$$part.rs && \
	  mv $(TARGET_DIR)/$$part.rs src/model/catalog/random_effects/$$part.rs; done
	@git diff --stat -- src/model/catalog/random_effects

##  bands        write the accuracy by class of model to the catalog, after the constants or the physics changed
.PHONY: bands
bands:
	@.ci/tools build
	@cargo build --locked --release --quiet --bin token-factory
	@"$(BINARY)" accuracy --bands --date "$$(date +%F)" >$(TARGET_DIR)/bands.rs
	@mv $(TARGET_DIR)/bands.rs src/model/catalog/accuracy/bands.rs && git diff --stat -- src/model/catalog/accuracy

##  bench        speed: the model natively, then the built page, with its frames compared with uPlot and Chart.js
.PHONY: bench
bench: build
	@.ci/tools test
	cargo bench --locked
	@mkdir -p "$(TARGET_DIR)/tmp"
	cargo test --locked --release --test speed -- --nocapture | tee "$(TARGET_DIR)/tmp/speed-native"
	cargo test --locked --profile page --target wasm32-unknown-unknown --test speed -- --nocapture \
	  | tee "$(TARGET_DIR)/tmp/speed-wasm"
	@.ci/ratio "$(TARGET_DIR)/tmp/speed-native" "$(TARGET_DIR)/tmp/speed-wasm"
	node tests/e2e/bench.mjs
	node tests/e2e/first-visit.mjs
	node tests/e2e/drag.mjs
	@$(MAKE) --no-print-directory bench-sweep

##  bench-sweep  scenarios a second of `sweep` on one and two cores, of the Python package, and of Ray and Spark on this machine (SCENARIOS=1000000)
.PHONY: bench-sweep
bench-sweep: python
	cargo build --locked --release --bin token-factory
	SCENARIOS=$(or $(SCENARIOS),1000000) "$(ENGINES)" src/python/tests/test_engines.py

##  python       the Python package, installed in .tools/engines with the dependencies of its examples
.PHONY: python
python:
	@.ci/tools engines
	@mkdir -p "$(TARGET_DIR)/wheels" && rm -f "$(TARGET_DIR)"/wheels/token_factory-*.whl
	"$(ENGINES)" -m maturin build --release --locked --manifest-path src/python/Cargo.toml --out "$(TARGET_DIR)/wheels"
	"$(ENGINES)" -m pip install --quiet --force-reinstall --no-deps --no-index "$(TARGET_DIR)"/wheels/token_factory-*.whl

##  shots        pictures of the built page at five widths, light and dark (OUT=target/shots)
.PHONY: shots
shots: build
	@.ci/tools test
	node tests/e2e/shots.mjs "$(or $(OUT),$(TARGET_DIR)/shots)"

##  clean        remove everything built; .tools/ is kept
.PHONY: clean
clean:
	cargo clean
	rm -rf dist

##  help         this list
.PHONY: help
help:
	@sed -n 's/^##  //p' Makefile

# The stages of `make test`; each can also be run alone.

# Tools are installed while something that does not need them is compiled.
.PHONY: tools-build tools-test
tools-build:
	@.ci/tools build
# If a tool is missing, the stages that need it fail and say so.
tools-test:
	@.ci/tools test || echo "Going on with what is there."

.PHONY: compiled
compiled:
	@.ci/compiled

.PHONY: site
site:
	cargo fetch --locked --quiet --target wasm32-unknown-unknown
	@.ci/compiled
	trunk build

.PHONY: test-format
test-format:
	cargo fmt --all --check

.PHONY: test-lint
test-lint:
	cargo clippy --locked --workspace --all-targets --all-features -- -D warnings

# The prerendered page, which is compiled into the browser part of this test.
$(TARGET_DIR)/tmp/page.html:
	cargo test --locked --workspace --test page_in_browser

.PHONY: test-lint-wasm
test-lint-wasm: $(TARGET_DIR)/tmp/page.html
	cargo clippy --locked --target wasm32-unknown-unknown --features ssr --lib --bin worker -- -D warnings
	cargo clippy --locked --target wasm32-unknown-unknown --features hydrate --test wasm_presets --test page_in_browser --test speed -- -D warnings
	cargo clippy --locked --target wasm32-unknown-unknown --no-default-features --features host-number-parser,hydrate,crash --bin page -- -D warnings
	cargo clippy --locked --target wasm32-unknown-unknown --package token-factory-api --package token-factory-export --package token-factory-files -- -D warnings

# The model and the export crate must not depend on browser crates, on any target.
.PHONY: test-tree
test-tree:
	@for crate in model export; do \
	  tree=$$(cargo tree --locked --package token-factory-$$crate --edges normal,build --target all --prefix none); \
	  if grep -E '^(wasm-bindgen|web-sys|js-sys|leptos|gloo)( |-)' <<<"$$tree"; then \
	    echo "The crate $$crate depends on browser crates."; exit 1; \
	  else echo "No browser crate among the $$(sort -u <<<"$$tree" | wc -l) that the crate $$crate depends on."; fi; \
	done
	@tree=$$(cargo tree --locked --workspace --exclude token-factory-table --exclude token-factory-python \
	  --edges normal,build --target wasm32-unknown-unknown --prefix none); \
	if grep -E '^(token-factory-table|arrow-[a-z]+|parquet|pyo3|indicatif) ' <<<"$$tree"; then \
	  echo "A program of the page depends on crates for tables."; exit 1; \
	else echo "No crate for tables among the $$(sort -u <<<"$$tree" | wc -l) that the programs of the page depend on."; fi

.PHONY: test-native
test-native:
	cargo test --locked --workspace

# The native halves of these tests write what the browser's halves compare with. In `make test`, test-native has run them.
.PHONY: test-web
test-web:
	$(if $(filter tests,$(NATIVE)),,cargo test --locked --workspace --test wasm_bits --test page_in_browser)
	cargo test --locked --target wasm32-unknown-unknown --features hydrate --test wasm_presets --test page_in_browser --test wasm_bits

# The page with crashes on demand, to test how it handles them.
.PHONY: crash
crash:
	cargo build --locked --target wasm32-unknown-unknown --no-default-features --features host-number-parser,hydrate,crash --bin page
	wasm-bindgen --target web --no-typescript --out-dir "$(TARGET_DIR)/crash" --out-name crash \
	  "$(TARGET_DIR)/wasm32-unknown-unknown/debug/page.wasm"

.PHONY: test-e2e
test-e2e: crash
	node --test --test-concurrency=2 --test-reporter=spec $(wildcard tests/e2e/*.test.mjs)

# Licences, sources and duplicates of dependencies; signatures of the test packages if the registry can be reached.
.PHONY: test-supply
test-supply:
	@.ci/supply

# The stages of `make test-long`.

.PHONY: test-properties-long
test-properties-long:
	PROPTEST_CASES=10000 cargo test --locked --profile quick --test relations --test properties --test sensitivity

# Each fuzz target runs for FUZZ_SECONDS.
.PHONY: test-fuzz
test-fuzz: export FUZZ_SECONDS ?= 30
test-fuzz:
	cargo test --locked --profile quick --test fuzz -- --nocapture --test-threads=2
	node tests/e2e/fuzz-files.mjs

# In the browser with the profile of the page, natively with that of the command line.
.PHONY: test-bits-long
test-bits-long:
	SCENARIOS=200000 cargo test --locked --release --test wasm_bits
	WASM_BINDGEN_TEST_TIMEOUT=3600 cargo test --locked --profile page --target wasm32-unknown-unknown --test wasm_bits \
	  -- --nocapture

# LibreOffice recalculates workbooks whose results were removed; every cell must be as on the page.
.PHONY: test-workbooks
test-workbooks:
	@.ci/tools office
	cargo test --locked --package token-factory-export --test workbook -- --include-ignored --nocapture

# The Python package, and its examples on pandas, Polars, DuckDB, Ray and Spark: the same bytes as `sweep` (SCENARIOS=1000000,
# ONLY="ray_data").
.PHONY: test-engines
test-engines: python
	cargo build --locked --release --bin token-factory
	"$(ENGINES)" src/python/tests/test_package.py
	"$(ENGINES)" src/python/tests/test_engines.py

# Random use; every 50 steps, each number on the page is compared with the sheet of its link (MONKEY_MINUTES=5).
.PHONY: test-monkey
test-monkey:
	node tests/e2e/monkey.mjs

# How memory use of the page develops while it is used (SOAK_MINUTES=10).
.PHONY: test-soak
test-soak:
	node tests/e2e/soak.mjs
