"""A client that writes down what it asked, when, and what came of it."""
import dataclasses
import http.client
import itertools
import json
import os
import time
import urllib.parse

from given_tokens import is_giving, note_given

# Above this an answer counts as a hang. In short it is a debug build that answers, beside whatever else the machine does.
PATIENCE = 5.0 if "long" in (os.environ.get("SOUK_CLUSTER"), os.environ.get("SOUK_HARDEN")) else 20.0


@dataclasses.dataclass(slots=True)
class Exchange:
    """One request. `status` is 0 when no answer came, and `error` then says why."""
    method: str
    path: str
    start: float
    end: float
    status: int
    headers: dict
    body: bytes
    error: str = ""

    @property
    def seconds(self):
        return self.end - self.start

    @property
    def is_refused_in_time_of_need(self):
        """A 503 that says when to come back: what an outage may look like."""
        return self.status == 503 and self.headers.get("retry-after", "").isdigit()

    @property
    def json(self):
        return json.loads(self.body)


class ShopClient:
    """Asks the servers at `urls` in turn, over a connection to each that it keeps. Every exchange goes into `exchanges`."""

    def __init__(self, urls, exchanges, token=None):
        self.hosts = [urllib.parse.urlsplit(url).netloc for url in urls]
        self.turns = itertools.cycle(range(len(self.hosts)))
        self.connections = [None] * len(self.hosts)
        self.exchanges, self.token = exchanges, token

    def ask(self, method, path, body=None, **fields):
        turn = next(self.turns)
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        start = time.monotonic()
        try:
            status, fields, content = self._exchange(turn, method, path, body, headers)
            exchange = Exchange(method, path, start, time.monotonic(), status, fields, content)
        except (OSError, http.client.HTTPException) as error:
            self._drop(turn)
            exchange = Exchange(method, path, start, time.monotonic(), 0, {}, b"", repr(error))
        if is_giving(exchange.status, path):
            note_given(exchange.body)
        self.exchanges.append(exchange)
        return exchange

    def close(self):
        for turn in range(len(self.connections)):
            self._drop(turn)

    def _exchange(self, turn, method, path, body, headers):
        connection = self.connections[turn]
        if connection is None:
            connection = self.connections[turn] = http.client.HTTPConnection(self.hosts[turn], timeout=PATIENCE + 2)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        fields = {name.lower(): value for name, value in answer.getheaders()}
        if answer.will_close:
            self._drop(turn)
        return answer.status, fields, content

    def _drop(self, turn):
        if self.connections[turn] is not None:
            self.connections[turn].close()
            self.connections[turn] = None
