"""Machines that are gone without a word: their connections stay open, new ones are taken, and nothing is ever said.

The instances are asked straight: whoever waits for a silent database must not rely on nginx to end it."""
import os
import time

import pytest

from cluster import Cluster
from judging import IS_LONG, judge, settle
from load import Load

BINARY = os.environ["SOUK_BINARY"]
QUIET, SILENT = (8, 30) if IS_LONG else (2, 8)


@pytest.fixture
def cluster():
    with Cluster(BINARY, instances=2, has_wires=True) as cluster:
        yield cluster


def urls(cluster):
    return [instance.url for instance in cluster.instances]


def test_the_primary_falls_silent_and_the_standby_is_promoted(cluster, figures):
    """It stands first in the URL, and keeps standing there."""
    with Load(urls(cluster), name="silent") as load:
        time.sleep(QUIET)
        cluster.primary_wire.cut()
        cluster.primary.kill()
        time.sleep(1)
        cluster.promote_standby()
        promoted = time.monotonic()
        settle(load, promoted, within=10)
    judge(cluster, figures, "primary silent, standby promoted", load, promoted, within=10)
    for instance in cluster.instances:
        instance.stop()
        began = time.monotonic()
        instance.start()
        assert time.monotonic() - began < (15 if IS_LONG else 28), "an instance that starts waits for the silent host"


def test_the_standby_that_is_read_falls_silent(cluster, figures):
    """The primary has to answer, and does so at once when the silence is known."""
    with Load(urls(cluster), name="deaf", shares=(10, 30, 20, 5, 35)) as load:
        time.sleep(QUIET)
        assert int(cluster.standby.query(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'souk' AND query = 'COMMIT'")) > 0
        cluster.standby_wire.cut()
        silent = time.monotonic()
        time.sleep(SILENT)
        # What is remembered of the primary is lost meanwhile.
        cluster.primary.end_connections()
        settle(load, silent + SILENT, within=3)
    judge(cluster, figures, "standby that is read silent", load, silent + SILENT, within=3)
