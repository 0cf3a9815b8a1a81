"""Campaigns against the running server. `SOUK_HARDEN=long` (`make harden`) runs them at length and prints their figures; without
it each is a few seconds long and part of `make test`."""
import os
import pathlib
import sys

import pytest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "Servers"), str(TESTS / "Cluster")]
from serving import database, either, engine, instances, serve  # noqa: F401

LONG = os.environ.get("SOUK_HARDEN") == "long"
# What judges times, and with them the machine that it runs on.
at_length = pytest.mark.skipif(not LONG, reason="a machine that does other things fails it: make harden")


@pytest.fixture
def figure(request, record_property):
    """Notes a figure of a campaign, printed at the end of the run."""
    def note(name, value):
        record_property(name, value)
        request.config.stash.setdefault(FIGURES, []).append(f"{request.node.name}: {name}: {value}")
    return note


FIGURES = pytest.StashKey[list]()


def pytest_terminal_summary(terminalreporter, config):
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.write_line(line)
