# The work is in Python; these are its handles. `make` alone lists them.
PYTHON ?= $(shell command -v python3 || command -v python3.11 || echo python)
BIN := .venv/bin
export NUANFANG_TORTURE_STEPS ?= 1000000
# Without compiled files every command of the tests would compile the program anew.
unexport PYTHONDONTWRITEBYTECODE
# In their order: files with few tests take the longest, and would be left for the end.
WORKERS := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

help:      ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

demo: ready      ## a whole season on the sample data, into build/demo
	$(BIN)/nuanfang demo --out build/demo

run: ready       ## open the window
	$(BIN)/nuanfang

test: ready-for-tests    ## every test, the tools' own checks included
	$(BIN)/python -m pytest $(WORKERS)

check: ready-for-tests   ## format, lint, types, floors, catalogue, then the other tests
	$(BIN)/python -m build_spec.checks
	$(BIN)/python -m pytest $(WORKERS) --ignore=tests/architecture/test_checks.py

bench: ready     ## how fast this machine does the main jobs
	$(BIN)/nuanfang bench

torture: ready-for-tests ## the long runs that kill the program on purpose: hours
	$(BIN)/python -m pytest -m torture

windows: ready-for-tests ## a Windows Python for the torture tests that run under Wine
	$(BIN)/python -m build_spec.windows_python

dist: ready-for-tests    ## wheel, sdist and a folder that runs without Python, into dist
	$(BIN)/python -m build_spec.release

ready:
	@$(PYTHON) build_spec/bootstrap.py

ready-for-tests:
	@$(PYTHON) build_spec/bootstrap.py --tests

.PHONY: help demo run test check bench torture windows dist ready ready-for-tests
