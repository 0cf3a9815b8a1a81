"""What was acknowledged survives kill -9, and what was deleted does not come back."""
import time

import pytest

from conftest import LONG
from ledgers import Ledger, Writers, open_shop, stored
from serving import log_in

KILLS = 200 if LONG else 5
READY_WITHIN = 2 if LONG else 15
# The token of one login is good for creates for five minutes.
LOGIN_EVERY = 120


def test_every_acknowledged_write_survives_kill_9(serve, either, figure):
    server = serve("--access", "open", database=either)
    store, ledger, longest = open_shop(server), Ledger(), 0
    logged_in = time.monotonic()
    for number in range(KILLS):
        if time.monotonic() - logged_in > LOGIN_EVERY:
            server.token, logged_in = log_in(server, "writer@example.com")["access_token"], time.monotonic()
        with Writers(server, store, ledger) as writers:
            writers.wait_for(5 + 7 * number % 40)
            server.kill()
        began = time.monotonic()
        server.start()
        longest = max(longest, time.monotonic() - began)
        faults = ledger.faults(*stored(server, store))
        assert not faults, faults[:10]
    assert server.stop() == 0
    assert ledger.faults(*stored(server, store)) == []
    assert longest <= READY_WITHIN
    figure("kill -9", KILLS)
    figure("acknowledged writes, none lost", ledger.acknowledged)
    figure("longest until ready", f"{longest:.2f} s")


FORGERIES = {
    "a lost create": lambda values: dict(list(values.items())[1:]),
    "a lost change": lambda values: {**values, 3: "older"},
    "a delete undone": lambda values: {**values, 2: "deleted"},
    "a create done twice": lambda values: {**values, 9: "kept"},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_ledger_is_not_blind(forgery):
    ledger = Ledger()
    ledger.values = {1: {"kept"}, 2: {None}, 3: {"old", "new"}}
    assert ledger.faults({1: "kept", 3: "old"}, 2) == []
    forged = FORGERIES[forgery]({1: "kept", 3: "old"})
    assert ledger.faults(forged, len(forged)) != []
