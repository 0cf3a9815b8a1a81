"""Campaigns against the running server. `SOUK_HARDEN=long` (`make attack`) runs them at length and prints their figures; without
it each is a few seconds long and part of `make test`. `middle` (`make sanitize`) is for programs that take ten times as long:
more of it than in short, and no times judged. At length what the machine lacks is a failure, unless
`SOUK_HARDEN_MAY_SKIP` names it: words with commas between them, as `mount,trace,descriptors,postgres,nginx`."""
import os
import pathlib
import sys

import pytest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "Servers"), str(TESTS / "Cluster")]
from serving import database, either, engine, instances, serve  # noqa: F401

LENGTH = os.environ.get("SOUK_HARDEN", "short")
LONG = LENGTH == "long"
MAY_SKIP = set(os.environ.get("SOUK_HARDEN_MAY_SKIP", "").split(","))
# What judges times, and with them the machine that it runs on.
at_length = pytest.mark.skipif(not LONG, reason="a machine that does other things fails it: make attack")


def sized(short, middle, long):
    return {"short": short, "middle": middle, "long": long}[LENGTH]


def unavailable(word, reason):
    """Leaves the test out for want of something; at length only where `SOUK_HARDEN_MAY_SKIP` has the word."""
    if LONG and word not in MAY_SKIP:
        pytest.fail(f"{reason} (or {word} in SOUK_HARDEN_MAY_SKIP)")
    pytest.skip(reason)


def pytest_configure():
    # Half of the tests would be left out by their marks.
    if LONG and not os.environ.get("SOUK_TEST_POSTGRES") and "postgres" not in MAY_SKIP:
        raise pytest.UsageError("needs Scripts/with-postgres (or postgres in SOUK_HARDEN_MAY_SKIP)")


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
