"""Waiting for what must come true, however slow the machine is."""
import time


def wait_until(condition, within, what, every=0.02):
    """After how many seconds `condition` came true. Raises `AssertionError` saying `what` when it does not in time."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() > start + within:
            raise AssertionError(f"not within {within} s: {what}")
        time.sleep(every)
    return time.monotonic() - start
