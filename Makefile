# Furrow. `make demo` and `make test` need nothing but Swift 6.3 on Debian 12 or
# Ubuntu 24.04: they install what is missing and say so.

SWIFT ?= swift
BUILD := .build
# Seconds that `make fuzz` spends on each reader, and how many mutants `make mutants` reads.
FUZZ_SECONDS ?= 20
MUTANTS ?= 10000
# Options of `make bench`, such as BENCH="--sizes 4096 --rounds 1".
BENCH ?=
# Options of `make soak`, such as SOAK="--flights 40 --kills 20".
SOAK ?=
TEST_BUILD := .build-test
FURROW := $(BUILD)/release/furrow
ORACLES := .oracles
SOURCES := Package.swift Sources Tests

.PHONY: demo build test test-all lint format bench fuzz mutants soak fixtures system system-all clean help

help: ## these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: build ## run the demo jobs on the flights in fixtures/ and show their reports
	@$(FURROW) run jobs/demo.yaml
	@echo
	@$(FURROW) report --job jobs/demo.yaml
	@echo
	@$(FURROW) train jobs/learn-demo.yaml
	@echo
	@$(FURROW) evaluate jobs/learn-demo.yaml --to out/learn-demo/evaluation
	@echo
	@$(FURROW) run jobs/learn-demo.yaml
	@echo
	@$(FURROW) report --job jobs/learn-demo.yaml
	@echo
	@for flight in out/demo/farm-* out/learn-demo/farm-*; do \
		for file in mask.tif results.gpkg report.html; do echo "$$flight/$$file"; done; \
	done

build: system ## build furrow with optimisation
	@$(SWIFT) build -c release --scratch-path $(BUILD) --product furrow

test: system oracles lint ## lint, then all tests but the heavy ones
	@FURROW_ORACLE_PYTHON=$(CURDIR)/$(ORACLES)/bin/python \
		$(SWIFT) test --disable-xctest -c release -Xswiftc -enable-testing --scratch-path $(TEST_BUILD) --quiet

test-all: system-all oracles lint ## all tests, with QGIS and Chromium
	@FURROW_ORACLE_PYTHON=$(CURDIR)/$(ORACLES)/bin/python FURROW_TEST_ALL=1 \
		$(SWIFT) test --disable-xctest -c release -Xswiftc -enable-testing --scratch-path $(TEST_BUILD) --quiet

lint: ## check the formatting and style of every Swift file
	@$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format: ## format every Swift file in place
	@$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

bench: build ## measure whole commands beside their peers, for docs/performance.md
	@python3 Tests/Benchmarks/whole-process.py $(FURROW) --page docs/performance.md $(BENCH)

fuzz: system ## fuzz the readers of files that others made, each for FUZZ_SECONDS
	@SWIFT="$(SWIFT)" Tests/Fuzz/fuzz.sh $(FUZZ_SECONDS)

mutants: system ## read MUTANTS damaged mosaics and boundaries and count what becomes of them
	@$(SWIFT) build -c release --scratch-path $(BUILD) --product furrow-mutants
	@$(BUILD)/release/furrow-mutants $(MUTANTS)

soak: build ## two hundred flights, two schedulers, a hundred kills, for docs/reliability.md
	@/usr/bin/python3 Tests/Soak/soak.py $(FURROW) $(SOAK)

fixtures: build ## make the flights in fixtures/ again from their seeds
	@fixtures/make.sh $(FURROW)

system:
	@Tests/Setup/system-packages.sh

system-all:
	@Tests/Setup/system-packages.sh --all

oracles: $(ORACLES)/.complete

$(ORACLES)/.complete: Tests/Setup/oracles.txt Tests/Setup/oracles.sh
	@Tests/Setup/oracles.sh $(ORACLES)

clean: ## remove everything that was built
	@rm -rf $(BUILD) $(TEST_BUILD) $(ORACLES)
