# Needs a Python and make, nothing else. `make` alone lists the commands.
PYTHON ?= python3
ENVIRONMENT := $(PYTHON) tools/environment.py

help: ## Show these commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | sort

run: ## Start everything on this machine (PORT=8000, DEMO=1)
	@exec $(ENVIRONMENT) run -m config.embedded

test: ## Run every test
	@exec $(ENVIRONMENT) dev -m tools.test

check: ## Lint, types, imports, migrations, templates, sizes
	@exec $(ENVIRONMENT) dev -m tools.check

bench: ## Print our rows of the benchmarks beside their limits
	@exec $(ENVIRONMENT) dev -m bench

prove: ## Prove on this machine that only a person sends
	@exec $(ENVIRONMENT) dev -m tools.prove

messages: ## Find what is to be translated, and make what Django reads of it
	@exec $(ENVIRONMENT) dev -m tools.messages

backup: ## Copy all of this machine's data into FILE, while it runs or not
	@exec $(ENVIRONMENT) run -m config.embedded.copying backup "$(FILE)"

restore: ## Make a fresh installation (EARNEST_LOCAL=folder) from FILE
	@exec $(ENVIRONMENT) run -m config.embedded.copying restore "$(FILE)"

requirements: ## Pin what pyproject.toml asks for, with hashes
	@exec $(ENVIRONMENT) dev -m tools.pin

.PHONY: help run test check bench prove backup restore messages requirements
