"""Many clients at once: crowds of sockets, probes that ask steadily, and what a server takes of the machine."""
import os
import pathlib
import resource
import socket
import threading
import time

from conftest import unavailable
from shop_client import ShopClient


def raise_descriptors(needed):
    """For this process and the servers that it starts."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < needed:
        unavailable("descriptors", f"needs {needed} descriptors, of {most}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Crowd:
    """So many connections that have each sent the same beginning of something. Closed when the block ends."""

    def __init__(self, server, count, beginning=b"", receive_buffer=None):
        self.address, self.count, self.beginning = ("127.0.0.1", server.port), count, beginning
        self.receive_buffer, self.sockets = receive_buffer, []

    def __enter__(self):
        for _ in range(self.count):
            connection = socket.socket()
            if self.receive_buffer:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.receive_buffer)
            connection.settimeout(10)
            self.sockets.append(connection)
            connection.connect(self.address)
            connection.sendall(self.beginning)
        return self

    def __exit__(self, *_):
        for connection in self.sockets:
            connection.close()

    def trickle(self, byte=b"x"):
        """Sends one more byte over each that is still open. How many are."""
        alive = 0
        for connection in self.sockets:
            try:
                alive += connection.send(byte)
            except OSError:
                pass
        return alive

    def sip(self, count):
        """Takes at most so many bytes off each."""
        for connection in self.sockets:
            connection.settimeout(0)
            try:
                connection.recv(count)
            except OSError:
                pass

    def endings(self, within):
        """What the server said to each, and closed it: to be called when all should be closed, or soon will be."""
        end = time.monotonic() + within
        return [self._rest(connection, end) for connection in self.sockets]

    @staticmethod
    def _rest(connection, end):
        """All that is left to be read; None when the server does not close the connection."""
        pieces = []
        try:
            while True:
                connection.settimeout(max(0.001, end - time.monotonic()))
                piece = connection.recv(1 << 16)
                if not piece:
                    break
                pieces.append(piece)
        except TimeoutError:
            return None
        except OSError:
            pass
        return b"".join(pieces)


class Crew:
    """Does `work(*task)` for each of `tasks` in a thread of its own. The block ends when all have, which `ended` asks them to do,
    and raises what one of them died of. After a failure in the block nobody is waited for."""

    def __init__(self, tasks):
        self.tasks, self.lock = list(tasks), threading.Lock()

    def __enter__(self):
        self.ended, self.died = threading.Event(), []
        self.threads = [threading.Thread(target=self._try, args=task, daemon=True) for task in self.tasks]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, failure, *_):
        self.ended.set()
        if failure:
            return
        end = time.monotonic() + 30
        for thread in self.threads:
            thread.join(max(0, end - time.monotonic()))
        assert not any(thread.is_alive() for thread in self.threads), "a client hangs"
        assert not self.died, self.died

    def _try(self, *task):
        try:
            self.work(*task)
        except Exception as error:
            self.died.append(error)


class Probes(Crew):
    """Asks each of `questions` (method, path, body) steadily over a connection of its own while the block lasts, as a client that
    waits when it is told to, and keeps every exchange, also those of an earlier block."""

    def __init__(self, server, questions, pause=0.02):
        super().__init__(questions.items())
        self.server, self.pause = server, pause
        self.exchanges = {name: [] for name in questions}

    def work(self, name, question):
        client = ShopClient([self.server.url], self.exchanges[name], self.server.token)
        pause = self.pause
        while not self.ended.wait(pause):
            exchange = client.ask(*question)
            pause = int(exchange.headers.get("retry-after", 0)) or self.pause
        client.close()

    def statuses(self, *names):
        return {exchange.status for name in names for exchange in self.exchanges[name]}

    def slowest(self, *names, share=0.99, statuses=None):
        """The time, in seconds, within which that share of the answers came; only of `statuses` where given."""
        times = sorted(exchange.seconds for name in names for exchange in self.exchanges[name]
                       if statuses is None or exchange.status in statuses)
        assert times, f"of {names} none was answered with {statuses or 'anything'}"
        return times[int(len(times) * share)]


def mebibytes(server, which="VmHWM"):
    """The most memory that the server has had; by another name of its /proc status another figure."""
    lines = pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def processor_seconds(server):
    fields = pathlib.Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
