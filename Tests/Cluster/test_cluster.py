"""What a cluster promises while parts of it fail: `make cluster-test` at length, `make test` in short."""
import os
import time

import pytest

from cluster import Cluster
from load import Load

BINARY = os.environ["SOUK_BINARY"]
IS_LONG = os.environ.get("SOUK_CLUSTER") == "long"
# Seconds of load before and after a fault, and while one lasts.
QUIET, FAULTY = (8, 15) if IS_LONG else (2, 5)
OPERATIONS = 60_000 if IS_LONG else 3_000
FIGURES = []


@pytest.fixture(scope="module")
def cluster():
    with Cluster(BINARY) as cluster:
        yield cluster
    print("\n\n" + table(FIGURES))


def table(rows):
    heads = ("what happened", "requests", "failed", "longest", "back after", "reads and changes checked", "faults")
    cells = [heads, *rows]
    widths = [max(len(str(row[column])) for row in cells) for column in range(len(heads))]
    return "\n".join("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)) for row in cells)


def figures(what, load, healed, faults):
    """One line of the table. `healed` is when the fault was over; returns how long it took until nothing failed any more."""
    back = max([exchange.end - healed for exchange in load.failures], default=0)
    longest = max(exchange.seconds for exchange in load.exchanges)
    FIGURES.append((what, len(load.exchanges), len(load.failures), f"{longest:.2f} s", f"{max(back, 0):.2f} s",
                    load.operations, len(faults)))
    return back


def judge(what, load, healed, within):
    """Everything that must hold of every fault: nothing lost, doubled, wrong or hanging, and work goes on by itself."""
    faults = load.faults_found()
    back = figures(what, load, healed, faults)
    assert not faults, "\n".join(faults[:10])
    unanswered = [exchange for exchange in load.failures if exchange.status == 0]
    assert not unanswered, f"nginx did not answer: {unanswered[:3]}"
    assert back <= within, f"requests failed for {back:.1f} s"
    for method in ("GET", "POST", "PATCH", "DELETE"):
        later = [exchange for exchange in load.exchanges if exchange.method == method and exchange.start > healed + within]
        assert any(exchange.status in (200, 201, 204) for exchange in later), f"no {method} succeeded afterwards"


def test_an_instance_is_killed(cluster):
    load = Load([cluster.url], name="killed").start()
    for _ in range(3 if IS_LONG else 1):
        time.sleep(QUIET)
        cluster.instances[0].kill()
        killed = time.monotonic()
        time.sleep(3.5)
        cluster.instances[0].start()
    time.sleep(QUIET)
    judge("kill -9 of an instance", load.stop(), killed, within=3)


def test_all_instances_are_restarted_one_after_another(cluster):
    load = Load([cluster.url], name="rolling").start()
    for _ in range(3 if IS_LONG else 1):
        for instance in cluster.instances:
            time.sleep(1)
            instance.stop()
            instance.start()
    restarted = time.monotonic()
    time.sleep(QUIET + 3)
    load.stop()
    judge("rolling restart of all", load, restarted, within=3)
    assert not load.failures, load.failures[:3]


def test_all_database_connections_are_ended_every_second(cluster):
    load = Load([cluster.url], name="connections").start()
    time.sleep(QUIET)
    for _ in range(FAULTY):
        assert cluster.primary.end_connections() > 0
        time.sleep(1)
    cluster.primary.end_connections()
    last = time.monotonic()
    time.sleep(QUIET + 3)
    judge("connections ended each second", load.stop(), last, within=3)


def test_reads_and_changes_of_two_instances_have_one_order(cluster):
    """Linearizability, without nginx in between, while instances die and stand still and lose their database."""
    first, second, spare = cluster.instances
    load = Load([first.url, second.url], clients=12, name="linear", shares=(3, 55, 37, 2, 3), pool=30).start()
    end = time.monotonic() + (240 if IS_LONG else 25)
    turns = [lambda: restart(first), lambda: cluster.primary.end_connections(), lambda: stand_still(second), lambda: restart(second)]
    while load.operations < OPERATIONS and time.monotonic() < end:
        time.sleep(2)
        turns[0]()
        turns.append(turns.pop(0))
    load.stop()
    faults = load.faults_found()
    figures("two instances, all of these", load, time.monotonic(), faults)
    assert not faults, "\n".join(faults[:10])
    assert load.operations >= OPERATIONS, f"only {load.operations} operations in that time"


def restart(instance):
    instance.kill()
    instance.start()


def stand_still(instance):
    instance.pause()
    time.sleep(1)
    instance.resume()


def test_the_primary_is_lost_and_the_standby_promoted(cluster):
    """Last: there is no way back to the old primary."""
    load = Load([cluster.url], name="promoted").start()
    time.sleep(QUIET)
    cluster.primary.kill()
    time.sleep(1)
    cluster.promote_standby()
    promoted = time.monotonic()
    time.sleep(10 + QUIET)
    judge("primary lost, standby promoted", load.stop(), promoted, within=10)
