# Souk's commands. `make help` lists them.
#
# SOUK_SCRATCH   where compiled code is kept (default: .build)
# SOUK_FLAGS     more flags for `souk serve` under `make run`

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:

SCRATCH := $(or $(SOUK_SCRATCH),.build)
SWIFT_BUILD := swift build --scratch-path "$(SCRATCH)"
# All at once the tests would hold some 3,000 descriptors. From about 1,350 on Foundation's Process reads beyond the last
# entry of /proc/self/fd and may crash; and what waits for its turn so long runs into its limits.
# The tests' program itself: `swift test` keeps the last lines to itself, and leaves it behind, when a limit ends it.
SWIFT_TEST := env NO_COLOR=1 "$(SCRATCH)/debug/soukPackageTests.xctest" --testing-library swift-testing \
	--experimental-maximum-parallelization-width 24
DEBUG_SOUK := $(SCRATCH)/debug/souk
RELEASE_SOUK := $(SCRATCH)/release/souk
VENV := $(SCRATCH)/contract-venv
# A thread that dies of what it did not expect has not judged anything.
PYTHON_TESTS := "$(VENV)/bin/python" -m pytest -p no:cacheprovider -rs -W error::pytest.PytestUnhandledThreadExceptionWarning
PYTEST := SOUK_BINARY="$(abspath $(DEBUG_SOUK))" $(PYTHON_TESTS)

.PHONY: help run test lint format test-swift test-contract test-hardening attack harden fuzz sanitize test-browser contract release bench bench-quick bench-size bench-logins bench-count readme packages test-packages \
	test-cluster cluster cluster-test cluster-packages browser-packages hardening-packages package package-test reproducible

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: packages ## Build Souk and serve it with demo data on the embedded database
	@echo "── Building Souk. The first time takes about five minutes; after that, seconds."
	$(SWIFT_BUILD) --product souk
	echo "── Serving. Ctrl-C ends it; the data stays in ./data."
	exec env -u SOUK_SCRATCH -u SOUK_FLAGS "$(DEBUG_SOUK)" serve --demo $(SOUK_FLAGS)

test: packages test-packages lint test-swift test-contract test-hardening test-browser test-cluster ## All tests: format, unit and HTTP tests, the contract, attacks, the panel, the cluster

lint: ## Check the format of the Swift sources
	@echo "── Format and lint"
	swift format lint --strict --parallel --recursive Sources Tests Package.swift
	@! grep -rnE --include='*.swift' --exclude=SwiftSnippet.swift '^[^"/]*\bimport +([a-z]+ +)?Foundation(Networking|Internationalization|XML)?\b' Sources || { echo "Import FoundationEssentials: the whole Foundation has ICU with it, which doubles the program."; exit 1; }

format: ## Bring the Swift sources into the house format
	@swift format --in-place --parallel --recursive Sources Tests Package.swift

test-swift: packages test-packages ## The Swift tests, on both databases
	@echo "── Building and running the Swift tests. The first build takes about five minutes."
	$(SWIFT_BUILD) --build-tests
	log=$$(mktemp)
	trap 'rm -f "$$log"' EXIT
	Scripts/with-postgres timeout --kill-after 30 30m $(SWIFT_TEST) 2>&1 | tee "$$log" || {
	    code=$$?
	    echo "── What failed, of all the above"
	    grep -aE -A 3 'error:|Fatal error|✘ .* recorded an issue' "$$log" | tail -n 100 || true
	    [ $$code -ne 124 ] || { echo "── The time of 30 minutes was over for"; Scripts/unended-tests <"$$log"; }
	    exit 1
	}

test-contract: packages test-packages ## The running server against its contract: README, OpenAPI, clients, kill -9, fuzzing
	@echo "── The running server against its contract"
	$(SWIFT_BUILD) --product souk
	Scripts/with-postgres timeout --kill-after 120 30m env $(PYTEST) Tests/Contract

test-browser: packages test-packages browser-packages ## The panel in a real browser; screenshots in artifacts/
	@echo "── The panel in a browser"
	$(SWIFT_BUILD) --product souk
	export SOUK_ARTIFACTS="$${SOUK_ARTIFACTS:-artifacts}"
	timeout --foreground --kill-after 120 40m env $(PYTEST) Tests/Browser

test-cluster: packages test-packages cluster-packages ## Several instances behind nginx while parts of them fail, in short; the deployment files
	@echo "── A cluster while parts of it fail"
	$(SWIFT_BUILD) --product souk
	timeout --foreground --kill-after 120 25m env $(PYTEST) Tests/Cluster

test-hardening: packages test-packages hardening-packages ## The campaigns against the running server, a few seconds each
	@echo "── Attacks, breaks and overload, in short"
	$(SWIFT_BUILD) --product souk
	Scripts/with-postgres timeout --kill-after 120 25m env $(PYTEST) Tests/Hardening

contract: packages test-packages ## A long fuzzing of the running server (schemathesis; both databases, both policies: an hour); SOUK_BINARY names another program than the debug build
	@[ -n "$${SOUK_BINARY:-}" ] || $(SWIFT_BUILD) --product souk
	export SOUK_BINARY="$${SOUK_BINARY:-$(abspath $(DEBUG_SOUK))}"
	SOUK_FUZZING=long Scripts/with-postgres timeout --foreground --kill-after 120 210m $(PYTHON_TESTS) Tests/Contract/test_fuzzing.py

release: packages ## Build the optimised program
	@echo "── Building for release. The first time takes ten minutes or more; after that, a minute."
	Scripts/build-release "$(SCRATCH)"
	ls -lh "$(RELEASE_SOUK)"

cluster: packages cluster-packages ## A whole cluster on this machine: PostgreSQL with a standby, three instances, nginx
	@$(SWIFT_BUILD) --product souk
	exec Scripts/cluster "$(DEBUG_SOUK)"

cluster-test: release test-packages cluster-packages ## A cluster under load while parts of it fail, with figures; 1,000 logouts, 20 × 8 starts, a move of 100,000 (half an hour)
	@export SOUK_BINARY="$(abspath $(RELEASE_SOUK))"
	echo "── A cluster while parts of it fail, at length"
	SOUK_CLUSTER=long timeout --foreground --kill-after 120 25m $(PYTHON_TESTS) \
	    Tests/Cluster/test_cluster.py Tests/Cluster/test_silence.py Tests/Cluster/test_replica.py
	echo "── Instances that agree, and a large move both ways"
	SOUK_INSTANCES=long SOUK_MOVE_ITEMS=100000 timeout --foreground --kill-after 120 35m Scripts/with-postgres $(PYTHON_TESTS) -s \
	    Tests/Contract/test_instances.py Tests/Contract/test_move.py

attack: release test-packages hardening-packages ## The campaigns of Tests/Hardening at length on the release build, with figures (an hour)
	@export SOUK_BINARY="$(abspath $(RELEASE_SOUK))"
	echo "── Attacks, breaks and overload, at length"
	SOUK_HARDEN=long timeout --foreground --kill-after 120 120m Scripts/with-postgres $(PYTHON_TESTS) Tests/Hardening

harden: release ## All campaigns at length, and the short ones that have no long form (six hours); what fails is told at the end
	@export SOUK_BINARY="$(abspath $(RELEASE_SOUK))"
	failed=()
	for campaign in attack contract test-contract test-browser fuzz sanitize-threads sanitize-addresses reproducible package-test; do
	    $(MAKE) $$campaign || failed+=($$campaign)
	done
	[ $${#failed[@]} -eq 0 ] || { echo "Failed: $${failed[*]}"; exit 1; }

fuzz: packages ## The parsers under libFuzzer, a minute each (the first build takes ten)
	@SOUK_FUZZERS=1 swift build --scratch-path "$(SCRATCH)/fuzzing" --configuration release --product fuzz --static-swift-stdlib
	Scripts/fuzz "$(SCRATCH)/fuzzing/release/fuzz" "$${SOUK_FUZZ_SECONDS:-60}"

sanitize: sanitize-threads sanitize-addresses ## The Swift tests, and campaigns against tokens and consistency, under both sanitizers (an hour)

sanitize-%: packages test-packages hardening-packages
	@Scripts/sanitize $* "$(SCRATCH)/$*" "$(VENV)/bin/python"

reproducible: packages ## Two builds from nothing in two folders, and whether they are the same (half an hour)
	@Scripts/install-packages binutils
	timeout --foreground --kill-after 120 90m Scripts/reproducible

package: release ## dist/souk-VERSION-linux-ARCH.tar.gz for a server without Swift
	@Scripts/install-packages binutils
	Scripts/package "$(RELEASE_SOUK)" "$(SCRATCH)"

package-test: package test-packages ## The package on a Debian of its own, made for it, without Swift
	@Scripts/install-packages bubblewrap debootstrap
	timeout --foreground --kill-after 120 60m $(PYTHON_TESTS) Tests/Package

bench: release ## Souk and its peers on the same work, interleaved, as one table (an hour; the first time, which makes the peers, longer)
	@Benchmarks/setup.sh
	SOUK_BINARY="$(abspath $(RELEASE_SOUK))" python3 Benchmarks/bench.py --json .peers/results.json --max-minutes 120

bench-quick: release ## Souk, Rust hyper and PocketBase: one item, a list, a create (two minutes)
	@Benchmarks/setup.sh quick
	SOUK_BINARY="$(abspath $(RELEASE_SOUK))" python3 Benchmarks/bench.py \
	    --only =souk,=rust-hyper-sqlite,=pocketbase --scenario A32,B,CN,CF --rounds 1 --secs 4 --warmup 1

bench-size: release ## What everything costs at 10,000 and at 1,000,000 items (some minutes)
	@SOUK_BINARY="$(abspath $(RELEASE_SOUK))" python3 Benchmarks/size.py

bench-logins: release ## What 200 clients that log in do to everybody else
	@SOUK_BINARY="$(abspath $(RELEASE_SOUK))" python3 Benchmarks/logins.py

bench-count: release ## The instructions of each kind of request and of its pieces, against those kept in Benchmarks/instructions.json
	@Scripts/install-packages valgrind binutils
	SOUK_BINARY="$(abspath $(RELEASE_SOUK))" python3 Benchmarks/instructions.py --pieces --compare Benchmarks/instructions.json

readme: ## Write the README's generated tables anew
	@$(SWIFT_BUILD) --product souk
	python3 Scripts/readme-tables.py "$(DEBUG_SOUK)"

packages:
	@command -v swift >/dev/null || { echo "Souk needs Swift 6.2 or newer: https://www.swift.org/install/linux/"; exit 69; }
	Scripts/install-packages libsqlite3-dev libpq-dev libargon2-dev zlib1g-dev pkg-config

hardening-packages:
	@Scripts/install-packages strace wrk e2fsprogs gcc libc6-dev nginx-light haproxy

cluster-packages:
	@Scripts/install-packages postgresql nginx-light python3 systemd shellcheck

browser-packages:
	@Scripts/install-packages chromium fonts-dejavu-core

test-packages:
	@Scripts/install-packages binutils postgresql python3-venv curl jq openssl
	if ! cmp -s Tests/Contract/requirements.txt "$(VENV)/requirements.txt"; then
	    echo "── Installing the tests' tools in Python"
	    rm -rf "$(VENV)"
	    python3 -m venv "$(VENV)"
	    "$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check -r Tests/Contract/requirements.txt
	    cp Tests/Contract/requirements.txt "$(VENV)/requirements.txt"
	fi
