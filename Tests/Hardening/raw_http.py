"""HTTP/1.1 as bytes on a socket: what was sent, what came back, and whether the connection lives on."""
import contextlib
import dataclasses
import re
import socket
import threading
import time

PROBE = b"GET /livez HTTP/1.1\r\nHost: probe\r\nX-Request-Id: probe\r\n\r\n"
# Longer than anything but a server that waits for what never comes.
PATIENCE = 8


@dataclasses.dataclass(frozen=True)
class Answer:
    """One final answer; `fields` has the last value of each name, in lower case."""
    status: int
    fields: dict
    body: bytes


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What a client sees of its requests."""
    statuses: tuple
    is_closed: bool


class Unreadable(Exception):
    """What came back is no row of answers."""


def take_answer(received, to_head):
    """The first answer in `received` and what is behind it; None while it is not complete. Interim ones are passed over."""
    head, ended, rest = received.partition(b"\r\n\r\n")
    if not ended:
        return None
    first, *lines = head.split(b"\r\n")
    words = first.split(b" ", 2)
    if words[0] != b"HTTP/1.1" or len(words) < 2 or len(words[1]) != 3 or not words[1].isdigit():
        raise Unreadable(received[:200])
    status = int(words[1])
    if status < 200:
        return take_answer(rest, to_head)
    fields = {name.strip().lower().decode(): value.strip().decode("latin-1") for name, _, value
              in (line.partition(b":") for line in lines)}
    if to_head or status in (204, 304):
        return Answer(status, fields, b""), rest
    if fields.get("transfer-encoding") == "chunked":
        taken = take_chunks(rest)
        return taken and (Answer(status, fields, taken[0]), taken[1])
    length = int(fields.get("content-length", 0))
    return (Answer(status, fields, rest[:length]), rest[length:]) if len(rest) >= length else None


def take_chunks(rest):
    """A chunked body and what is behind it; None while it is not complete."""
    content = b""
    while True:
        size, ended, rest = rest.partition(b"\r\n")
        if not ended:
            return None
        length = int(size.split(b";")[0], 16)
        if len(rest) < length + 2:
            return None
        if length == 0:
            return content, rest[2:]
        content, rest = content + rest[:length], rest[length + 2:]


class Connection:
    """One connection to `port`; `answers` are those that were read, `heads` the places of answers to HEAD."""

    def __init__(self, port, heads=(), source="127.0.0.1"):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heads, self.answers, self.unread, self.is_closed = heads, [], b"", False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, pieces, pause=0.0001):
        """Sends the pieces, one after another. A server that has closed is not sent the rest."""
        for piece in pieces:
            try:
                self.socket.sendall(piece)
            except OSError:
                return
            if len(pieces) > 1:
                time.sleep(pause)

    def read(self, until, patience=PATIENCE):
        """Reads answers until `until(self)`, the end of the connection, or `patience` seconds have passed."""
        end = time.monotonic() + patience
        while not self.is_closed and not until(self):
            self.socket.settimeout(max(0.001, end - time.monotonic()))
            try:
                piece = self.socket.recv(65536)
            except TimeoutError:
                return
            except OSError:
                piece = b""
            self.is_closed = not piece
            self.unread += piece
            while taken := take_answer(self.unread, len(self.answers) in self.heads):
                answer, self.unread = taken
                self.answers.append(answer)

    def ask(self, request):
        """The answer to one request; None when there was none."""
        count = len(self.answers)
        self.send([request])
        self.read(lambda self: len(self.answers) > count)
        return self.answers[count] if len(self.answers) > count else None


def converse(port, pieces, expected, heads=()):
    """What the server answers to `pieces`, of which `expected` answers are awaited, and the answers themselves.

    A probe behind them tells whether the connection lives: it is answered after all that came before it."""
    with Connection(port, heads) as connection:
        connection.send(pieces)
        connection.read(lambda self: len(self.answers) >= expected)
        if not connection.is_closed:
            connection.send([PROBE])
            connection.read(lambda self: self.answers and is_probed(self.answers[-1]))
        answers = [answer for answer in connection.answers if not is_probed(answer)]
        if connection.is_closed and connection.unread:
            raise Unreadable(connection.unread[:200])
        if not connection.is_closed and len(answers) == len(connection.answers):
            raise Unreadable(f"neither an end nor an answer to the probe, after {answers}")
        return Verdict(tuple(answer.status for answer in answers), connection.is_closed), answers


def is_probed(answer):
    return answer.fields.get("x-request-id") == "probe"


def whole(request):
    return [request]


def bytewise(request):
    """A byte at a time; of what is long, its beginning and its end."""
    edge = 300
    if len(request) <= 2 * edge:
        return [request[place:place + 1] for place in range(len(request))]
    return [*bytewise(request[:edge]), request[edge:-edge], *bytewise(request[-edge:])]


def linewise(request):
    """Cut between each CR and LF, and behind each LF."""
    return request.replace(b"\r\n", b"\r\0CUT\n\0CUT").split(b"\0CUT")


CUTS = {"whole": whole, "byte by byte": bytewise, "at each line end": linewise}


class Naive:
    """A server of four mistakes, to see that the judges notice: it goes by Content-Length alone, ends lines at LF, and, told
    so, gives each connection the answer before, or says that its bodies are shorter than they are."""

    def __init__(self, swaps=False, shortens=0):
        self.door, self.swaps, self.before = socket.create_server(("127.0.0.1", 0)), swaps, b"/"
        self.shortens = shortens
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        # Closing alone would leave the thread in `accept`.
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()

    def _serve(self):
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(near,), daemon=True).start()

    def _converse(self, near):
        with near, contextlib.suppress(OSError):
            received = b""
            while True:
                while not (end := re.search(rb"\n\r?\n", received)):
                    if not (piece := near.recv(65536)):
                        return
                    received += piece
                head, received = received[:end.start()], received[end.end():]
                fields = dict(line.lower().split(b":", 1) for line in head.split(b"\n")[1:] if b":" in line)
                length = int(re.match(rb"\s*(\d*)", fields.get(b"content-length", b"0"))[1] or 0)
                while len(received) < length and (piece := near.recv(65536)):
                    received += piece
                received = received[length:]
                path = (head.split(b" ") + [b"/"])[1]
                told, self.before = (self.before, path) if self.swaps else (path, path)
                body = b'{"instance":"%s"}' % told
                near.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: %d\r\nX-Request-Id: %s\r\n\r\n%s"
                             % (len(body) - self.shortens, fields.get(b"x-request-id", b"-").strip(), body))
