"""What was acknowledged survives kill -9, and what was deleted does not come back."""
import collections

import pytest

from conftest import LONG
from ledgers import Ledger, editor_of, stored
from returns import strike_again_and_again
from searching import search_faults

KILLS = 200 if LONG else 5
READY_WITHIN = 2 if LONG else 15


def test_every_acknowledged_write_survives_kill_9(serve, either, figure):
    server = serve("--access", "open", database=either)
    store, ledger, items = strike_again_and_again(
        server, KILLS, lambda *_: server.kill(), lambda number: 5 + 7 * number % 40, READY_WITHIN, figure)
    assert_a_false_index_is_found(server, ledger, items)
    assert server.stop() == 0
    assert ledger.faults(*stored(server, store)) == []


def assert_a_false_index_is_found(server, ledger, items):
    """The negative control: the same search, judged by a shop that lacks an item and has one that is gone."""
    there = [name for name in items.values() if name in ledger.asked]
    gone = sorted(ledger.asked - set(there))
    with editor_of(server) as client:
        assert len(search_faults(client, gone[:1], there[:1])) == 2


FORGERIES = {
    "a lost create": lambda values: dict(list(values.items())[1:]),
    "a lost change": lambda values: {**values, 3: "older"},
    "a delete undone": lambda values: {**values, 2: "deleted"},
    "a create done twice": lambda values: {**values, 9: "kept"},
    "a create without an answer done twice": lambda values: {**values, 9: "open"},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_ledger_is_not_blind(forgery):
    ledger = Ledger()
    ledger.values, ledger.untold = {1: {"kept"}, 2: {None}, 3: {"old", "new"}}, collections.Counter(open=1)
    true = {1: "kept", 3: "old", 8: "open"}
    assert ledger.faults(true, 3) == []
    forged = FORGERIES[forgery](true)
    assert ledger.faults(forged, len(forged)) != []
