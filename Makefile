# What a new machine needs beside Swift 6.2: Debian and Ubuntu packages, which `make demo`, `make test` and the others install.

SWIFT_SOURCES := Sources Tests Benchmarks Examples Package.swift
LEADS ?= 10000
SEEDS ?= 500
FIRST ?= 1
WORKERS ?= 5
BENCH_LEADS ?= 10000,100000,500000
BENCH_ROUNDS ?= 5

PREFIX ?= /usr/local

.PHONY: help deps test-deps bench-deps valgrind-deps api-deps browser-deps examples-deps dist-deps dist-test-deps \
        swift build demo install dist dist-test test test-api test-browser test-examples container-test torture bench bench-dashboard instructions docs example lint format clean

help: ## Show this.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What is missing, by what it is for and not by its package: a PostgreSQL from elsewhere is as good.
deps: swift ## Install the system packages that a build and the demo lack.
	@missing=; \
	command -v pkg-config >/dev/null || missing="$$missing pkg-config"; \
	pkg-config --exists libpq 2>/dev/null || missing="$$missing libpq-dev"; \
	ls /usr/include/simdjson.h /usr/local/include/simdjson.h 2>/dev/null | grep -q . || missing="$$missing libsimdjson-dev"; \
	{ command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 || missing="$$missing postgresql"; \
	$(install)

test-deps: deps
	@missing=; \
	{ command -v pgbouncer || ls /usr/sbin/pgbouncer; } >/dev/null 2>&1 || missing="$$missing pgbouncer"; \
	command -v psql >/dev/null || missing="$$missing postgresql-client"; \
	command -v openssl >/dev/null || missing="$$missing openssl"; \
	$(install)

valgrind-deps: deps
	@missing=; \
	command -v valgrind >/dev/null || missing="$$missing valgrind"; \
	command -v strip >/dev/null || missing="$$missing binutils"; \
	$(install)

# Promtool alone: installed, the package would also run a server. Schemathesis is pinned, since a new one looks for more.
PROMTOOL := $(or $(shell command -v promtool),.build-promtool/usr/bin/promtool)
API_PYTHON := .build-python/bin

api-deps: deps $(API_PYTHON)/schemathesis
	@missing=; \
	command -v curl >/dev/null || missing="$$missing curl"; \
	$(install)
	@[ -x "$(PROMTOOL)" ] || { \
	    echo "taking promtool out of Debian's package prometheus"; \
	    mkdir -p .build-promtool && cd .build-promtool && \
	    { apt-get download --quiet=2 prometheus || { $(as_root) apt-get update --quiet=2 && apt-get download --quiet=2 prometheus; }; } && \
	    dpkg-deb --extract prometheus_*.deb . && rm prometheus_*.deb; }

$(API_PYTHON)/schemathesis:
	@missing=; \
	python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"; \
	$(install)
	python3 -m venv .build-python
	$(API_PYTHON)/pip install --quiet --disable-pip-version-check schemathesis==4.32.5 openapi-spec-validator==0.9.0

bench-deps: test-deps
	@missing=; \
	command -v python3 >/dev/null || missing="$$missing python3"; \
	$(install)

browser-deps: deps
	@missing=; \
	command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	command -v chromedriver >/dev/null || missing="$$missing chromium-driver"; \
	command -v psql >/dev/null || missing="$$missing postgresql-client"; \
	python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"; \
	$(install)

examples-deps: test-deps
	@missing=; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	command -v jq >/dev/null || missing="$$missing jq"; \
	command -v curl >/dev/null || missing="$$missing curl"; \
	command -v ip >/dev/null || missing="$$missing iproute2"; \
	python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"; \
	$(install)

as_root := $(if $(filter 0,$(shell id -u)),,sudo)

define install
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
	    echo "this machine lacks:$$missing (the names of Debian's packages); install them and run make again" >&2; exit 1; fi; \
	root=; \
	if [ "$$(id -u)" != 0 ]; then \
	    command -v sudo >/dev/null || { \
	        echo "run as root: apt-get install$$missing" >&2; exit 1; }; \
	    root=sudo; fi; \
	echo "installing:$$missing"; \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get update --quiet=2 && \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends $$missing </dev/null
endef

swift:
	@command -v swift >/dev/null || { \
	    echo "Swift 6.2 or newer is missing; get it from https://www.swift.org/install" >&2; exit 1; }

build: deps ## Build the program (the first time takes some minutes).
	swift build --product sluice

demo: build ## See a load without an account and without a server; LEADS=100000 for more.
	.build/debug/sluice demo --leads $(LEADS)

install: deps ## Build it for daily use and copy it to PREFIX (default: /usr/local).
	swift build --configuration release --product sluice
	install -D --mode=755 .build/release/sluice $(DESTDIR)$(PREFIX)/bin/sluice
	for line in migrations/*/; do \
	    install -D --mode=644 --target-directory=$(DESTDIR)$(PREFIX)/share/sluice/$$line $$line*.sql; done

test: test-deps ## Run all tests, on a private PostgreSQL.
	swift build --build-tests
	swift test --skip-build

test-browser: browser-deps ## Open each page of the dashboard in a headless Chromium, during and after a load.
	swift build --product sluice
	[ -x .build-python/bin/python ] || python3 -m venv .build-python
	.build-python/bin/python -c 'import selenium, axe_selenium_python' 2>/dev/null || \
	    .build-python/bin/pip install --quiet --requirement Tests/browser/requirements.txt
	.build-python/bin/python Tests/browser/test_pages.py

# actionlint is in neither Debian nor PyPI. Where it is not at hand that is said, and is no failure.
CHECK ?= $(if $(or $(ACTIONLINT),$(shell command -v actionlint)),,--allow-missing)

test-examples: examples-deps ## Hold the orchestrators' examples, the Dockerfile and all scripts against their tools; as root.
	swift build --product sluice
	Tests/examples/check.py $(CHECK)

# With docker, podman or buildah, whichever works; with buildah as root. SUITE=yes runs `docker compose run --rm test` instead.
container-test: ## Build the image, and run it as docker-compose.yml says: what it holds, what it does, how it ends.
	@missing=; \
	{ docker info && docker compose version; } >/dev/null 2>&1 || { podman info && podman compose version; } >/dev/null 2>&1 || \
	    command -v buildah >/dev/null || missing="$$missing buildah"; \
	python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"; \
	$(install)
	[ -x .build-python/bin/python ] || python3 -m venv .build-python
	.build-python/bin/python -c 'import yaml' 2>/dev/null || \
	    .build-python/bin/pip install --quiet --requirement Tests/containers/requirements.txt
	.build-python/bin/python -B Tests/containers/container_test.py $(if $(SUITE),--suite)

# A debug build, since only that has crash points, but an optimised one: a seed then takes seconds.
TORTURE := --scratch-path .build-torture -Xswiftc -O

test-api: api-deps ## Hold the metrics and the API against promtool, openapi-spec-validator and schemathesis.
	swift build --product sluice
	Tests/api/test-api.sh .build/debug/sluice $(PROMTOOL) $(API_PYTHON)

torture: test-deps ## Strike loads in all ways at once, and compare; SEEDS=500 FIRST=1 WORKERS=5.
	swift build --build-tests $(TORTURE)
	SLUICE_TORTURE_SEEDS=$(SEEDS) SLUICE_TORTURE_FIRST=$(FIRST) SLUICE_TORTURE_WORKERS=$(WORKERS) \
	    swift test --skip-build $(TORTURE) --filter TortureTests

bench: bench-deps ## Measure loads beside the floor, and write docs/performance.md; BENCH_LEADS=100000 BENCH_ROUNDS=1 for less.
	swift build --configuration release --product sluice
	swift build --configuration release --product SluiceBench
	.build/release/SluiceBench --leads $(BENCH_LEADS) --rounds $(BENCH_ROUNDS) --output docs/performance.md

bench-dashboard: test-deps ## Time each page over a thousand packages and 5 million leads, with its scans; LEADS and WORK=folder to keep it.
	swift build --configuration release --product sluice
	LEADS=$(if $(filter command environment,$(origin LEADS)),$(LEADS),5000000) Benchmarks/Dashboard/run.sh .build/release/sluice

# Instructions, not time: the same on a busy machine and on an idle one.
instructions: valgrind-deps ## Count what one page costs the client, against the committed figure.
	swift build --configuration release --product PageInstructions
	Benchmarks/instructions.sh .build/release/PageInstructions

docs: deps ## Build the documentation of the library; a link that leads nowhere is an error.
	swift build --target WhatConverts
	docs/catalogue.sh

# Its sources are built and run by `make test` as well; this is the package as a stranger has it, with all it depends on.
# Into the same folder as everything else: its dependencies are built there already.
EXAMPLE := --package-path Examples/Loaders --scratch-path .build

example: test-deps ## Build the example package by itself, and run it.
	swift build --build-tests
	swift build $(EXAMPLE)
	SLUICE_EXAMPLES="$$(swift build $(EXAMPLE) --show-bin-path)" swift test --skip-build --filter ExampleTests

# A build apart from the others, since its flags would build those anew: the Swift runtime is inside, no library is sought beside
# the program, and no path of this folder is in it. packaging/dist.sh says how nearly two builds are alike.
DIST_SCRATCH ?= .build-dist
DIST := --configuration release --static-swift-stdlib --disable-local-rpath --scratch-path $(DIST_SCRATCH) -Xlinker --build-id=none \
    -Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. -Xcc -ffile-prefix-map=$(CURDIR)=. -Xcxx -ffile-prefix-map=$(CURDIR)=.

dist-deps: deps
	@missing=; \
	command -v dpkg-shlibdeps >/dev/null || missing="$$missing dpkg-dev"; \
	command -v strip >/dev/null || missing="$$missing binutils"; \
	command -v python3 >/dev/null || missing="$$missing python3"; \
	$(install)

dist: dist-deps ## Build the release in dist/: an archive, a Debian package with man page and completions, and checksums.
	swift build $(DIST) --product sluice
	packaging/dist.sh "$$(swift build $(DIST) --show-bin-path)/sluice" $(DIST_SCRATCH)/checkouts

dist-test-deps: dist-deps
	@missing=; \
	command -v debootstrap >/dev/null || missing="$$missing debootstrap"; \
	command -v lintian >/dev/null || missing="$$missing lintian"; \
	command -v man >/dev/null || missing="$$missing man-db"; \
	command -v mandoc >/dev/null || missing="$$missing mandoc"; \
	command -v col >/dev/null || missing="$$missing bsdextrautils"; \
	$(install)

# As root, since it makes a Debian root; the build before it is yours.
dist-test: dist-test-deps dist ## Install the release on a clean Debian, run its demo, remove it, see that nothing is left; run lintian.
	$(if $(shell command -v sudo),$(as_root)) Tests/packaging/test-dist.sh

lint: swift ## Check the style; .swift-format says what it is.
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)

format: swift ## Format all Swift files.
	swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

clean: ## Remove what was built.
	rm -rf .build .build-torture .build-docs .build-example .build-promtool .build-python .build-browser .build-airflow .build-examples .build-dist .build-debian dist
