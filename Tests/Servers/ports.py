"""Ports for servers that tests start."""
import contextlib
import random
import socket

_given = set()


def free_port():
    """None of those that the kernel gives to whoever connects: a server that starts again must find its own still free. Never
    the same twice: whoever has it may not listen yet."""
    for _ in range(1000):
        port = random.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port
    raise AssertionError("no port is free")
