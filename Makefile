# Short names for what a developer does all day. Checks live in .ci/run, which CI runs as a whole, so that a target
# here and its step there can't drift apart. `make` alone prints the list.

.DEFAULT_GOAL := help
.PHONY: help fmt lint vet test race fuzz generate examples bench sim soak cover ci

N ?= 20000          # schedules of the simulation
SEED ?=             # replay this one seed
SOAK_DURATION ?= 10m
FUZZTIME ?= 30s

# A nested module runs its commands in its own folder.
MODULES = $(patsubst %/go.mod,%,$(shell find . -name go.mod -not -path '*/testdata/*' -not -path '*/.*/*'))

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

fmt: ## Format every Go file (gofumpt)
	@go tool -modfile=tools/go.mod gofumpt -l -w .

lint: ## Lint every module (golangci-lint)
	@.ci/run lint

vet: ## Vet every module
	@.ci/run vet

test: ## Run the tests of the main module
	@go test ./...

race: ## Run the tests of the main module under the race detector
	@.ci/run race

fuzz: ## Run each fuzz target for FUZZTIME (30s)
	@FUZZTIME=$(FUZZTIME) .ci/run fuzz

generate: ## Regenerate generated files in every module
	@for dir in $(MODULES); do (cd $$dir && go generate ./...) || exit 1; done

examples: ## Build and run every example
	@.ci/run examples

bench: ## Run the benchmarks, or the whole comparison where bench/ has it
	@if [ -f bench/go.mod ]; then cd bench && go run .; else go test -run '^$$' -bench . -benchmem ./...; fi

sim: ## Play N schedules of the simulation: make sim N=1000000, or SEED=42 to replay one
	@SIM_SCHEDULES=$(strip $(N)) SIM_SEED=$(strip $(SEED)) TIMEOUT=12h .ci/run sim

soak: ## Soak over real sockets and a faulty proxy for SOAK_DURATION (10m)
	@SOAK_DURATION=$(SOAK_DURATION) TIMEOUT=12h .ci/run soak

cover: ## Measure test coverage and write coverage.html
	@go test -coverpkg=./... -coverprofile=coverage.txt ./... && go tool cover -html=coverage.txt -o coverage.html
	@go tool cover -func=coverage.txt | tail -n 1

ci: ## Run everything that CI runs
	@.ci/run
