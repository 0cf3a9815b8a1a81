"""What must hold of a load during which something went wrong."""
import os
import time

from waiting import wait_until

IS_LONG = os.environ.get("SOUK_CLUSTER") == "long"
METHODS = ("GET", "POST", "PATCH", "DELETE")


def told(cluster, load, faults):
    """The first faults, and what the log says of the wrong answers among them."""
    ids = [exchange.headers.get("x-request-id", "none") for exchange in load.wrong[:5]]
    return "\n".join(faults[:10] + [line for request_id in ids for line in cluster.logged(request_id)])


def settle(load, healed, within):
    """Lets the load go on until it can be judged: for two seconds nothing has failed, and everything was done; at length also until
    `within` is over."""
    wait_until(lambda: time.monotonic() > calm(load, healed) + 2 and not undone(load, calm(load, healed)), 60, "everything is answered")
    if IS_LONG:
        time.sleep(max(0, healed + within + 8 - time.monotonic()))


def calm(load, healed):
    """When the last request failed, or the fault was over."""
    return max([healed, *(exchange.end for exchange in load.failures)])


def undone(load, since):
    """The methods of which none succeeded that began after `since`."""
    done = {exchange.method for exchange in list(load.exchanges) if exchange.start > since and exchange.status in (200, 201, 204)}
    return [method for method in METHODS if method not in done]


def judge(cluster, figures, what, load, healed, within):
    """Everything that must hold of every fault: nothing lost, doubled, wrong or hanging, and work goes on by itself.

    `healed` is when the fault was over; `within` so many seconds of it nothing may fail any more, where there is a machine for it:
    nginx and the database's clients have limits of 2 and 3 seconds, for which a busy one may stand still.
    """
    faults = load.faults_found()
    back = figures.add(what, load, healed, faults)
    assert not faults, told(cluster, load, faults)
    unanswered = [exchange for exchange in load.failures if exchange.status == 0]
    assert not unanswered, f"nobody answered: {unanswered[:3]}"
    assert back <= within or not IS_LONG, f"requests failed for {back:.1f} s"
