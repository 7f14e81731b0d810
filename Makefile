# Lyssnad: the commands of the house. `make run` and `make test` need only a Swift toolchain (6.2 or later) on
# Debian 12 or a relative of it; what else they need, they install.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Undeclared arrows between rooms are refused.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# What is installed needs no Swift runtime; its build is kept apart from the one that is tested.
STATIC_FLAGS := $(SWIFT_FLAGS) -c release --static-swift-stdlib --scratch-path .build/deb
prefix ?= /usr/local
unitdir ?= $(prefix)/lib/systemd/system
zshdir ?= $(prefix)/share/zsh/site-functions
DESTDIR ?=

# To make the Debian package, and to test it under a systemd of its own.
PACKAGE_PACKAGES := debhelper lintian
SYSTEMD_PACKAGES := mmdebstrap systemd-container python3
# To build; pdf is read through libpoppler-glib8, loaded by the child process at run time.
BUILD_PACKAGES := pkg-config libcurl4-openssl-dev libssl-dev libstemmer-dev libsystemd-dev libzstd-dev \
  libxml2-dev libarchive-dev libgmime-3.0-dev libsqlite3-dev libseccomp-dev libpoppler-glib8
# To test, besides: real servers, which the tests themselves start and stop on free ports, and faults.
TEST_PACKAGES := strace procps e2fsprogs dovecot-imapd dovecot-lmtpd openssh-server openssh-client proftpd-core \
  proftpd-mod-crypto openssl python3 isync curl mandoc prometheus
# To measure beside, in make bench alone.
BENCH_PACKAGES := fasttext python3-sklearn

# Seconds for each target of make fuzz.
SECONDS_EACH ?= 300
# Messages for make soak.
MESSAGES ?= 100000
# What make test-asan and make test-tsan run.
SANITIZED ?= MailTests|IMAPTests|CurlTests|DocumentsTests|StoresTests|ArrivalsTests|IntakeTests|OperationsTests

.PHONY: help run test test-faults test-systemd soak idle-day test-asan test-tsan bench fuzz model model-check man lint format \
  binary install deb build-packages test-packages bench-packages package-packages systemd-packages swift

help:
	@echo 'make run      takes the sample notes in through a drop and shows what was understood'
	@echo 'make test     builds and runs all tests'
	@echo 'make test-faults  the fault tests at full size: kills, cuts, renumbered folders (minutes)'
	@echo 'make test-systemd  installs the package in a container and tests it under systemd (as root)'
	@echo 'make soak     a thousand kills, hostile input at its limits, MESSAGES=100000 with flat memory (an hour; release)'
	@echo 'make idle-day an idle day in minutes: processor time, memory and descriptors (release build)'
	@echo 'make test-asan    the SANITIZED suites under AddressSanitizer; make test-tsan under ThreadSanitizer'
	@echo 'make bench    measures intake, tagging, reading, and the model beside its peers (release build)'
	@echo 'make fuzz     feeds each parser of foreign bytes with broken ones, SECONDS_EACH=300 each'
	@echo 'make model    rebuilds the shipped model from the shipped corpus'
	@echo 'make model-check  the shipped model is rebuilt bit for bit; learning, refusing and unlearning at full size'
	@echo 'make man      writes lyssnad(1) and lyssnad.yaml(5) from the definitions in the code'
	@echo 'make lint     checks the format of the code'
	@echo 'make install  installs below $$(DESTDIR)$$(prefix), by default /usr/local'
	@echo 'make deb      builds the Debian package, in .build/package'

run: build-packages swift
	swift build $(SWIFT_FLAGS) --product lyssnad
	exec "$$(swift build --show-bin-path)/lyssnad" demo

test: build-packages test-packages swift
	swift build $(SWIFT_FLAGS) --build-tests
	swift test $(SWIFT_FLAGS) --skip-build --disable-xctest --no-parallel

# What `make test` does a little of: kills at random instants and at every durable step, cuts, renumbered folders, writes
# that fail, a small disk, outages, hostile input.
test-faults: build-packages test-packages swift
	swift build $(SWIFT_FLAGS) --build-tests
	LYSSNAD_FAULTS=full swift test $(SWIFT_FLAGS) --skip-build --disable-xctest --no-parallel \
	  --filter 'MailboxFaultsTests|killedAt|ExchangeKillTests|ClockTests|survivesCutsAtAnyByte|losesAndRepeatsNothingOverManyRenumberings|DiskFaultTests|OutageTests|BackupCommandTests|HostileInputTests'

# A release build: what is measured is the daemon, and hostile input has its true limits of time and memory.
soak: build-packages test-packages swift
	swift build $(SWIFT_FLAGS) -c release --build-tests -Xswiftc -enable-testing
	LYSSNAD_SOAK='$(MESSAGES)' LYSSNAD_FAULTS=soak swift test $(SWIFT_FLAGS) -c release -Xswiftc -enable-testing --skip-build \
	  --disable-xctest --no-parallel --filter 'HostileInputTests|killedAtRandomInstants|ExchangeKillTests|SoakTests'

# Each in a build folder of its own. Tests that fork, limit address space or measure it are not for a sanitizer.
test-asan: build-packages test-packages swift
	ASAN_OPTIONS=detect_leaks=1:detect_odr_violation=0 LSAN_OPTIONS=suppressions='$(CURDIR)/Tests/leaks.supp' \
	  swift test $(SWIFT_FLAGS) --scratch-path .build/asan --sanitize=address --disable-xctest --no-parallel \
	  --filter '$(SANITIZED)' --skip 'ExtractorTests|CrashTests|SpeedTests'

test-tsan: build-packages test-packages swift
	TSAN_OPTIONS=suppressions='$(CURDIR)/Tests/races.supp' \
	  swift test $(SWIFT_FLAGS) --scratch-path .build/tsan --sanitize=thread --disable-xctest --no-parallel \
	  --filter '$(SANITIZED)' --skip 'ExtractorTests|CrashTests|SpeedTests'

# The program as it is installed, with the libraries of Swift within: it needs less processor time and memory so.
bench: build-packages test-packages bench-packages swift
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --product lyssnad
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --product lyssnad-bench
	"$$(swift build -c release --static-swift-stdlib --show-bin-path)/lyssnad-bench"

# The day of `make bench` alone.
idle-day: build-packages test-packages swift
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --product lyssnad
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --product lyssnad-bench
	"$$(swift build -c release --static-swift-stdlib --show-bin-path)/lyssnad-bench" day

# Each parser that meets foreign bytes, under AddressSanitizer, beginning with the seeds that are kept.
fuzz: build-packages swift
	swift build $(SWIFT_FLAGS)
	SECONDS_EACH='$(SECONDS_EACH)' Tests/Fuzz/fuzz

# Bit for bit the same from the same corpus.
model: build-packages swift
	swift build $(SWIFT_FLAGS) -c release --product lyssnad
	"$$(swift build -c release --show-bin-path)/lyssnad" train --shipped --write Sources/CEmbedded/data/model.bin
	touch Sources/CEmbedded/Model.c

# From the same definitions as --help and the reader of the configuration; a test holds the pages to them.
man: build-packages swift
	swift build $(SWIFT_FLAGS) --product lyssnad
	swift build $(SWIFT_FLAGS) --product lyssnad-manual
	bin="$$(swift build --show-bin-path)"; \
	"$$bin/lyssnad" --experimental-dump-help | "$$bin/lyssnad-manual" commands > config/man/lyssnad.1.new; \
	"$$bin/lyssnad-manual" configuration config > config/man/lyssnad.yaml.5.new; \
	mv config/man/lyssnad.1.new config/man/lyssnad.1; mv config/man/lyssnad.yaml.5.new config/man/lyssnad.yaml.5

# Minutes: whole trainings, by the program as it is installed.
model-check: binary
	Tests/Model/check "$$(swift build $(STATIC_FLAGS) --show-bin-path)/lyssnad"

lint: swift
	swift format lint --strict --recursive Package.swift Sources Tests

format: swift
	swift format --in-place --recursive Package.swift Sources Tests

binary: build-packages swift
	swift build $(STATIC_FLAGS) --product lyssnad

install: binary
	config/stage "$$(swift build $(STATIC_FLAGS) --show-bin-path)/lyssnad" '$(DESTDIR)' '$(prefix)' '$(unitdir)' '$(zshdir)'

# lyssnad_VERSION_ARCHITECTURE.deb, without complaint from lintian.
deb: package-packages binary
	config/debian/build "$$(swift build $(STATIC_FLAGS) --show-bin-path)/lyssnad"

# The package in a container that systemd boots. Where that cannot be, it says why, and is no failure.
test-systemd:
	@Tests/Systemd/run --able || { [ $$? = 77 ] && exit 0; exit 1; }; \
	$(MAKE) --no-print-directory package-packages systemd-packages || { \
	  echo 'test-systemd: left out, it cannot run here: what it needs cannot be installed'; exit 0; }; \
	$(MAKE) --no-print-directory deb; \
	Tests/Systemd/run .build/package/lyssnad_*.deb || { [ $$? = 77 ] && exit 0; exit 1; }

swift:
	@command -v swift >/dev/null || { \
	  echo 'make: swift was not found; install a Swift toolchain, 6.2 or later (https://www.swift.org/install), and put it on PATH' >&2; \
	  exit 69; }

build-packages:
	@$(call install_missing,$(BUILD_PACKAGES))

test-packages:
	@$(call install_missing,$(TEST_PACKAGES))

package-packages:
	@$(call install_missing,$(PACKAGE_PACKAGES))

systemd-packages:
	@$(call install_missing,$(SYSTEMD_PACKAGES))
bench-packages:
	@$(call install_missing,$(BENCH_PACKAGES))

# Installs the Debian packages of a list that are missing: as root, or through sudo; else says which they are. While it
# does, policy-rc.d keeps apt from starting the servers among them: the tests start their own.
define install_missing
missing=''; \
for package in $(1); do \
  dpkg-query -W -f='$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
done; \
test -z "$$missing" && exit 0; \
if [ "$$(id -u)" = 0 ]; then as_root=''; \
elif command -v sudo >/dev/null; then as_root='sudo'; \
else echo "make: these Debian packages are missing, and neither root nor sudo is at hand to install them:$$missing" >&2; exit 77; fi; \
echo "make: installs$$missing" >&2; \
if [ ! -e /usr/sbin/policy-rc.d ]; then \
  printf '#!/bin/sh\nexit 101\n' | $$as_root tee /usr/sbin/policy-rc.d >/dev/null; \
  $$as_root chmod 755 /usr/sbin/policy-rc.d; trap "$$as_root rm -f /usr/sbin/policy-rc.d" EXIT; \
fi; \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$missing >/dev/null || \
{ $$as_root apt-get update >/dev/null && \
  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$missing >/dev/null; } || \
{ echo "make: apt-get could not install$$missing; see its messages above" >&2; exit 69; }
endef
