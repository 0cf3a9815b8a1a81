"""What holds of all tests in Python."""
import signal


def pytest_configure():
    signal.signal(signal.SIGTERM, end)


def end(*_):
    """As Control-C does, so that servers end and disks are unmounted. `timeout` and whoever runs under it both send the signal:
    the second must not break into what the first began."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt
