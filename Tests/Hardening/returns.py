"""A server that is struck again and again while clients write, and comes back each time with what was acknowledged."""
import time

from ledgers import Ledger, Writers, open_shop, stored, unfound
from serving import log_in

# The token of one login is good for creates for five minutes.
LOGIN_EVERY = 120


def strike_again_and_again(server, strikes, strike, writes, ready_within, figure):
    """`strike(writers, ledger)` comes after `writes(number)` more writes are acknowledged. The ledger is judged after each, and the
    search after the last. The store, the ledger, and what the store holds then."""
    store, ledger, logged_in, longest = open_shop(server), Ledger(), time.monotonic(), 0
    for number in range(strikes):
        if time.monotonic() - logged_in > LOGIN_EVERY:
            server.token, logged_in = log_in(server, "writer@example.com")["access_token"], time.monotonic()
        with Writers(server, store, ledger) as writers:
            writers.wait_for(writes(number))
            strike(writers, ledger)
        began = time.monotonic()
        server.start()
        longest = max(longest, time.monotonic() - began)
        items, counted = stored(server, store)
        if faults := ledger.faults(items, counted):
            break
    figure("strikes", number + 1)
    figure("acknowledged writes", ledger.acknowledged)
    figure("longest until ready", f"{longest:.2f} s")
    assert not faults, faults[:10]
    assert unfound(server, ledger, items) == []
    assert longest <= ready_within
    return store, ledger, items
