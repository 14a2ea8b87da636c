# Each target works on its own, from any directory (make -C), on a machine with Python 3.11+, git and make. `make` lists them.

ifeq ($(filter oneshell,$(.FEATURES)),)
$(error This Makefile needs GNU make 4 or newer; on macOS: brew install make, then gmake)
endif

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.NOTPARALLEL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The interpreter that .venv is made with; the newest one found unless named: make setup PYTHON=/path/to/python3
PYTHON ?=
STACK ?= dev
PYTEST_ARGS ?=
EXAMPLES ?= 200
SOAK_HOURS ?= 2
COUNT ?= 300
SEED ?= 1
MUTANTS_ARGS ?=
BENCH_ARGS ?=
FULL ?=

VENV := .venv
BIN := $(VENV)/bin
BENCH_VENV := .venv-bench
MUTANTS_VENV := .venv-mutants
CHATBOTKIT := $(BIN)/pulumi-chatbotkit
PYTHON_NAMES := python3.14 python3.13 python3.12 python3.11 python3
# What `make interpreters` looks for, and what it runs: the core, the hosts and the emulator.
INTERPRETERS := 3.11 3.12 3.13
INTERPRETER_TESTS := tests/unit/reconcile tests/unit/content tests/hosts tests/wire/emulator
# How many rows of each test it takes; all of them: make interpreters ROWS=
ROWS ?= 4
# How long a run of pytest may take in all. pyproject.toml limits each test; this ends a run that stands still between
# tests, and must be shorter than CI waits (90 minutes). On a slow machine: make test PYTEST_LIMIT=2h
PYTEST_LIMIT := 70m
INTERPRETER_LIMIT := 20m
# Half as many workers again as there are processors, because end-to-end tests wait a third of their time.
WORKERS ?= $(shell echo $$(( ($$(getconf _NPROCESSORS_ONLN) * 3 + 1) / 2 )))
# For tests that are meant to take long.
NO_TEST_LIMIT := -o faulthandler_timeout=0
PULUMI_FLAGS = --stack $(STACK) --non-interactive

# Puts the Pulumi CLI, .venv and the local backend into the environment of the recipe's shell.
define ENTER
exports="$$($(CHATBOTKIT) engine env)"
eval "$$exports"
endef

# Defines limited TIME COMMAND: at the end of the time, every process of the command prints its stacks and ends. On a
# terminal only its first process does, because the others of its group would not see Ctrl-C. Without GNU's timeout
# there is no limit.
define LIMITED
limited() {
    export PYTHONFAULTHANDLER=1
    if ! command -v timeout >/dev/null; then "$${@:2}"; return; fi
    foreground=()
    if [ -t 0 ]; then foreground=(--foreground); fi
    timeout "$${foreground[@]}" --signal=ABRT --kill-after=1m "$$@"
}
endef

.PHONY: help
help: ## List the targets
	@bold= plain=
	if [ -t 1 ]; then bold=$$'\033[1m' plain=$$'\033[0m'; fi
	while IFS='|' read -r target text; do
	    printf '  %s%-11s%s %s\n' "$$bold" "$$target" "$$plain" "$$text"
	done < <(sed -nE 's/^([a-z]+):.*## (.*)$$/\1|\2/p' Makefile)

.PHONY: setup
setup: venv ## Make .venv, install the locked packages, find or get the Pulumi CLI
	@echo "setup: the Pulumi CLI"
	$(CHATBOTKIT) engine ensure

# Pulumi writes a salt into it, so it is each clone's own, and git ignores it. A file that exists stays as it is.
Pulumi.dev.yaml:
	@printf 'config:\n  chatbotkit:endpoint: embedded\n' >$@

.PHONY: up
up: setup $(if $(filter dev,$(STACK)),Pulumi.dev.yaml) ## Provision tenants.yaml in the stack dev, against the embedded API unless configured otherwise
	@$(ENTER)
	pulumi stack select --create --non-interactive "$(STACK)" || {
	    echo "If the passphrase is wrong: it was in .pulumi-chatbotkit/, and Pulumi.$(STACK).yaml still holds the salt of" >&2
	    echo "a lost one. With no secrets in that file, remove its line encryptionsalt and run make up again." >&2
	    exit 1
	}
	pulumi up --yes $(PULUMI_FLAGS)
	$(CHATBOTKIT) tenants --stack "$(STACK)"
	cat <<-'END'
	
	See drift:    $(CHATBOTKIT) emulator edit bot ID name="Changed in the console", then: make drift
	Remove all:   make destroy
	END

.PHONY: drift
drift: setup ## Show what differs from what was declared; changes nothing
	@$(ENTER)
	code=0
	pulumi preview --refresh --run-program --expect-no-changes --diff $(PULUMI_FLAGS) || code=$$?
	case $$code in
	    0) echo "no drift" ;;
	    7) echo "drift found: pulumi exited with 7, see the differences above" >&2 ;;
	    *) echo "no answer: pulumi exited with $$code; is the stack there (make up)?" >&2 ;;
	esac
	exit $$code

.PHONY: destroy
destroy: setup ## Remove everything the stack dev has provisioned
	@$(ENTER)
	pulumi destroy --run-program --yes $(PULUMI_FLAGS)

.PHONY: test
test: third-party browser setup lint sdks ## Run the checks and all tests; PYTEST_ARGS="-k name" narrows the tests
	@$(LIMITED)
	echo "test: pytest"
	limited $(PYTEST_LIMIT) $(BIN)/pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)
	$(if $(PYTEST_ARGS),,$(MAKE) interpreters)

# Not listed by help: environments with the oldest and the newest SDK of Pulumi, for tests/hosts.
.PHONY: sdks
sdks: venv
	@PYTHONPATH=tests $(BIN)/python -m support.sdk_environments

# Not listed by help: the tests of the core, the hosts and the emulator, on each other interpreter that there is. Without
# worksteal: a run of these tests with it once stood still near its end, and they are all short.
.PHONY: interpreters
interpreters: venv
	@$(LIMITED)
	shopt -s nullglob
	own="$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
	echo "interpreters: $$own has run the tests already"
	for version in $(INTERPRETERS); do
	    if [ "$$version" = "$$own" ]; then continue; fi
	    found=
	    for python in "python$$version" "$${PYENV_ROOT:-$$HOME/.pyenv}/versions/$$version".*/bin/python3; do
	        # A shim of pyenv has the name but may not run.
	        if [ "$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$$version" ]; then
	            found="$$(command -v "$$python")"
	        fi
	    done
	    if [ -z "$$found" ]; then
	        echo "interpreters: no Python $$version found, not tested"
	        continue
	    fi
	    echo "interpreters: Python $$version, $$found"
	    export UV_PROJECT_ENVIRONMENT="$(VENV)-$$version"
	    $(BIN)/uv sync --frozen --quiet --compile-bytecode --python "$$found"
	    limited $(INTERPRETER_LIMIT) "$$UV_PROJECT_ENVIRONMENT/bin/pytest" -n $(WORKERS) $(ROWS:%=--rows-per-test=%) $(INTERPRETER_TESTS)
	done

# Not listed by help: the official Node SDK, with which tests/wire/third_party tests the emulator.
.PHONY: third-party
third-party:
	@folder=tests/wire/third_party
	if ! node -e 'process.exit(Number(parseInt(process.versions.node) < 20))' 2>/dev/null || ! command -v npm >/dev/null; then
	    echo "error: make test needs Node.js 20 or newer and npm: the official Node SDK is run against the emulator." >&2
	    echo "       Get it from nodejs.org or your system's packages. Nothing else of this project needs it." >&2
	    exit 1
	fi
	# npm writes this file last, so it shows that the installation is complete.
	if [ ! "$$folder/node_modules/.package-lock.json" -nt "$$folder/package-lock.json" ]; then
	    echo "test: the locked npm packages"
	    npm ci --prefix "$$folder" --loglevel=error
	    touch "$$folder/node_modules/.package-lock.json"
	fi

# Not listed by help: Chromium, for the browser tests of the emulator's console in tests/wire/console.
.PHONY: browser
browser:
	@if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then exit; fi
	as_root=
	if [ "$$(id -u)" != 0 ]; then as_root="sudo -n"; fi
	if ! command -v apt-get >/dev/null || ! $$as_root true 2>/dev/null; then
	    echo "test: no chromium and chromedriver, and no apt-get as root to get them: the tests in a browser will fail" >&2
	    exit
	fi
	echo "test: Chromium, by apt-get (a minute or two)"
	$$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null ||
	    echo "test: apt-get could not install them: the tests in a browser will fail" >&2

.PHONY: generations
generations: setup ## Run the end-to-end tests at a service of each generation of the API alone
	@for generation in partner user; do
	    echo "generations: $$generation"
	    $(BIN)/pytest -n auto --dist worksteal $(NO_TEST_LIMIT) --chatbotkit-generation "$$generation" tests/e2e $(PYTEST_ARGS)
	done

.PHONY: fuzz
fuzz: venv ## Send EXAMPLES generated requests per test and operation to the emulator
	@FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/pytest -n auto $(NO_TEST_LIMIT) tests/wire/fuzz $(PYTEST_ARGS)

.PHONY: soak
soak: setup ## Run the laws and the model, crash and chaos tests for SOAK_HOURS, seed after seed; goes on where it ended
	@$(BIN)/python tools/soak.py --hours "$(SOAK_HOURS)" -- $(PYTEST_ARGS)

.PHONY: mutants
mutants: venv ## Plant COUNT faults chosen by SEED, one at a time, and see if the tests notice; goes on where it ended
	@# In an environment of its own, because cosmic-ray brings two dozen packages.
	UV_PROJECT_ENVIRONMENT=$(MUTANTS_VENV) $(BIN)/uv sync --frozen --quiet --compile-bytecode --group mutants
	$(MUTANTS_VENV)/bin/python -m tools.mutants --count "$(COUNT)" --seed "$(SEED)" $(MUTANTS_ARGS)

# Not listed by help: needs an account of its own, named by CHATBOTKIT_API_TOKEN; docs/live-tests.md.
.PHONY: live
live: venv
	@CHATBOTKIT_LIVE=1 $(BIN)/pytest $(NO_TEST_LIMIT) tests/live $(PYTEST_ARGS)

.PHONY: bench
bench: third-party setup ## Measure speed and memory, and write docs/benchmarks.md; FULL=1, BENCH_ARGS="--help"
	@# Only what users install: the HTTP client would import a library of a test tool if it were there.
	UV_PROJECT_ENVIRONMENT=$(BENCH_VENV) $(BIN)/uv sync --frozen --quiet --compile-bytecode --no-default-groups --group bench
	$(BENCH_VENV)/bin/python -m bench $(if $(FULL),--full) $(BENCH_ARGS)

.PHONY: lint
lint: venv ## Check style, types, imports between layers and freshness of generated files
	@check() { echo "lint: $$*"; "$(BIN)/$$@"; }
	check ruff check
	check ruff format --check
	check pyright
	check lint-imports
	check python tools/generate.py --check

.PHONY: generate
generate: venv ## Write the files that are derived from the catalog
	@$(BIN)/python tools/generate.py

# Not listed by help: writes the list of the public surface, after an intended change of it.
.PHONY: surface
surface: venv
	@cd tests && ../$(BIN)/python -m support.public_surface > unit/public_surface.txt

# Not listed by help: records a stack of this version for the upgrade tests; CONTRIBUTING.md.
.PHONY: upgrade-recording
upgrade-recording: setup
	@PYTHONPATH=tests $(BIN)/python -m support.upgrade

# Not listed by help: the part of setup that needs no Pulumi CLI.
.PHONY: venv
venv:
	@if ! $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
	    for python in $(or $(PYTHON),$(PYTHON_NAMES)) none; do
	        if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi
	    done
	    if [ "$$python" = none ]; then
	        echo "error: no Python 3.11 or newer found (looked for $(or $(PYTHON),$(PYTHON_NAMES)))." >&2
	        echo "       Install one, or name it: make setup PYTHON=/path/to/python3" >&2
	        exit 1
	    fi
	    echo "setup: $(VENV) with $$("$$python" -V)"
	    "$$python" -m venv --clear $(VENV) || {
	        echo "error: $$python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2
	        exit 1
	    }
	fi
	if [ ! -x $(BIN)/uv ]; then
	    echo "setup: uv"
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	fi
	echo "setup: the locked packages"
	# Compiled, because every run of Pulumi starts three processes, which may lack permission to write bytecode.
	UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --frozen --compile-bytecode
