"""What must hold of a load during which something went wrong."""


def told(cluster, load, faults):
    """The first faults, and what the log says of the wrong answers among them."""
    ids = [exchange.headers.get("x-request-id", "none") for exchange in load.wrong[:5]]
    return "\n".join(faults[:10] + [line for request_id in ids for line in cluster.logged(request_id)])


def judge(cluster, figures, what, load, healed, within):
    """Everything that must hold of every fault: nothing lost, doubled, wrong or hanging, and work goes on by itself.

    `healed` is when the fault was over; `within` so many seconds of it nothing may fail any more.
    """
    faults = load.faults_found()
    back = figures.add(what, load, healed, faults)
    assert not faults, told(cluster, load, faults)
    unanswered = [exchange for exchange in load.failures if exchange.status == 0]
    assert not unanswered, f"nobody answered: {unanswered[:3]}"
    assert back <= within, f"requests failed for {back:.1f} s"
    for method in ("GET", "POST", "PATCH", "DELETE"):
        later = [exchange for exchange in load.exchanges if exchange.method == method and exchange.start > healed + within]
        assert any(exchange.status in (200, 201, 204) for exchange in later), f"no {method} succeeded afterwards"
