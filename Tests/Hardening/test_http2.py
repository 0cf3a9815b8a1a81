"""Floods of HTTP/2, and of handshakes: the server's memory stays as it was, and others are answered meanwhile."""
import collections
import contextlib
import itertools
import pathlib
import ssl
import struct
import threading
import time

import hpack
import pytest
from hyperframe import frame

from conftest import LONG, at_length
from crowds import Crowd, descriptors, processor_seconds, raise_descriptors
from flooding import Flood, ask, client_hello, connect, data, encrypted, head, headers, metric, table_after

COUNT = 200_000 if LONG else 20_000
# Of frames that go out together: so many small records would only keep the client busy.
BATCH = 64
# As long a flood begins anew when it is over, so that there is one while others are measured.
SECONDS = 5 if LONG else 0.5
# Nothing is judged by how long the server takes to end a flood, or to take it.
END = 30
READERS = 20
# Streams that may be open at once.
STREAMS = 100
# Requests of a connection that may be begun in vain: those that are open, and those of as many faults as NIO puts up with.
BEGUN = STREAMS + 200
# Of each kind.
HANDSHAKES = 1000 if LONG else 100
# In KiB. Of connections that come and end by the hundreds the allocator keeps some 100 MiB, and then no more.
GROWTH = (128 if LONG else 64) * 1024
# A debug build that is being flooded, on a machine that does other things, is slow and not stuck.
PATIENCE = 1.0 if LONG else 8.0


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    raise_descriptors(4 * HANDSHAKES + 200)
    with encrypted(tmp_path_factory.mktemp("http2")) as running:
        yield running


def await_rest(server):
    """Until the server answers nobody but who asks for that, and computes nothing."""
    end = time.monotonic() + END
    while metric(server.port, "http_requests_in_flight") + metric(server.port, "http_requests_waiting") > 1:
        assert time.monotonic() < end, "it works for those who have gone"
    while busy(server) > 0.5:
        assert time.monotonic() < end, "it computes for those who have gone"


def busy(server):
    """What it takes of a core."""
    spent, began = processor_seconds(server), time.monotonic()
    time.sleep(0.1)
    return (processor_seconds(server) - spent) / (time.monotonic() - began)


def resident(process):
    """A process's memory in KiB."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


class Watch(threading.Thread):
    """Asks as another client does, and looks how much memory the server has, until it is told to stop."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.is_over, self.times, self.faults = server, threading.Event(), [], []
        self.before = self.peak = resident(server.process.pid)

    def run(self):
        with connect(self.server.port, "http/1.1") as near:
            while not self.is_over.is_set():
                began = time.monotonic()
                try:
                    near.sendall(b"GET /store HTTP/1.1\r\nHost: a\r\n\r\n")
                    if not near.recv(65536).startswith(b"HTTP/1.1 200 "):
                        self.faults.append("no answer")
                        return
                except (OSError, ssl.SSLError) as error:
                    self.faults.append(repr(error))
                    return
                self.times.append(time.monotonic() - began)
                self.peak = max(self.peak, resident(self.server.process.pid))
                self.is_over.wait(0.005)

    def _await_answers(self, count):
        end = time.monotonic() + 10
        while len(self.times) < count and not self.faults and time.monotonic() < end:
            time.sleep(0.002)

    def __enter__(self):
        self.start()
        self._await_answers(1)
        return self

    def __exit__(self, *_):
        self._await_answers(len(self.times) + 3)
        self.is_over.set()
        self.join(10)
        self.peak = max(self.peak, resident(self.server.process.pid))


def judge(watch, figure):
    figure("memory grew by KiB, others' answers, longest in ms",
           (watch.peak - watch.before, len(watch.times), round(max(watch.times) * 1000)))
    assert not watch.faults and watch.times
    assert max(watch.times) < PATIENCE
    assert watch.peak - watch.before < GROWTH


def batched(pieces):
    pieces = iter(pieces)
    while batch := b"".join(itertools.islice(pieces, BATCH)):
        yield batch


def ordinary(flood):
    """A request. A connection without one is ended after 10 s, however it spends them."""
    return headers(1, flood.encoder.encode(head()), "END_HEADERS", "END_STREAM")


def resets(flood):
    block = flood.encoder.encode(head())
    for stream in range(1, 2 * COUNT, 2):
        yield headers(stream, block, "END_HEADERS", "END_STREAM")
        yield frame.RstStreamFrame(stream, error_code=8).serialize()


def continuations(flood):
    yield headers(1, flood.encoder.encode(head()))
    field = flood.encoder.encode([("x", "y" * 4000)])
    for _ in range(COUNT // 4):
        yield frame.ContinuationFrame(1, field).serialize()


def empty_continuations(flood):
    yield headers(1, flood.encoder.encode(head()))
    for _ in range(COUNT):
        yield frame.ContinuationFrame(1, b"").serialize()


def settings(_):
    for number in range(COUNT):
        yield frame.SettingsFrame(0, settings={4: 65_535 + number % 100}).serialize()


def pings(_):
    for number in range(COUNT):
        yield frame.PingFrame(0, struct.pack(">Q", number)).serialize()


def empty_data(flood):
    yield headers(1, flood.encoder.encode(head("/store", "POST", ("content-type", "application/json"))), "END_HEADERS")
    for _ in range(COUNT):
        yield data(1)


def padded_data(flood):
    yield headers(1, flood.encoder.encode(head("/store", "POST", ("content-type", "application/json"))), "END_HEADERS")
    for _ in range(COUNT):
        made = frame.DataFrame(1, b"", pad_length=255)
        made.flags.add("PADDED")
        yield made.serialize()


def priorities(_):
    for number in range(COUNT):
        yield frame.PriorityFrame(2 * number + 1, depends_on=0, stream_weight=7).serialize()


def alternatives(_):
    for _ in range(COUNT):
        yield frame.AltSvcFrame(0, b"a", b"b").serialize()


def unknown_frames(flood):
    """By hand: hyperframe says that they have no content, and puts it behind them."""
    yield ordinary(flood)
    for _ in range(COUNT):
        yield b"\0\0\x10\xfa\0\0\0\0\0" + b"x" * 16


def bombs(flood):
    """A field of 4,000 bytes in the table, then a byte for each of its repetitions."""
    first = flood.encoder.encode([*head(), ("bomb", "b" * 3_900)])
    yield headers(1, first, "END_HEADERS", "END_STREAM")
    repeated = flood.encoder.encode(head()) + b"\xbe" * 16_000
    for stream in range(3, COUNT // 50, 2):
        yield headers(stream, repeated, "END_HEADERS", "END_STREAM")


def window_updates(flood):
    yield ordinary(flood)
    for _ in range(COUNT):
        yield frame.WindowUpdateFrame(0, window_increment=1).serialize()


def made_resets(flood, fault, fields=None, is_whole=True):
    """MadeYouReset (CVE-2025-8671): rounds of requests whose answers find no room in their windows, then the same fault in each. It
    is the server that resets what it works on, and what counts the client's resets counts none."""
    yield frame.SettingsFrame(0, settings={4: 1}).serialize()
    block = flood.encoder.encode(fields or head("/store"))
    for first in range(1, 2 * COUNT, BATCH):
        streams = range(first, first + BATCH, 2)
        yield from (headers(stream, block, "END_HEADERS", *["END_STREAM"] * is_whole) for stream in streams)
        yield from (fault(stream) for stream in streams)


def zero_increments(flood):
    return made_resets(flood, lambda stream: frame.WindowUpdateFrame(stream, window_increment=0).serialize())


def overflown_windows(flood):
    return made_resets(flood, lambda stream: frame.WindowUpdateFrame(stream, window_increment=2**31 - 1).serialize())


def late_data(flood):
    return made_resets(flood, lambda stream: data(stream, b"x"))


def late_heads(flood):
    return made_resets(flood, lambda stream: headers(stream, b"\x84", "END_HEADERS", "END_STREAM"))


def own_priorities(flood):
    return made_resets(flood, lambda stream: frame.PriorityFrame(stream, depends_on=stream).serialize())


def surplus_bodies(flood):
    fields = head("/store", "POST", ("content-type", "application/json"), ("content-length", "1"))
    return made_resets(flood, lambda stream: data(stream, b"{}"), fields, is_whole=False)


def odd_heads(flood):
    """Beside good requests, which are under way when the others are reset."""
    yield frame.SettingsFrame(0, settings={4: 1}).serialize()
    good, odd = (hpack.Encoder().encode(fields) for fields in (head("/store"), [*head(), (":path", "/store")]))
    for stream in range(1, 2 * COUNT, 2):
        yield headers(stream, good if stream < BATCH else odd, "END_HEADERS", "END_STREAM")


def excess_streams(flood):
    """None of them ends, for want of a window."""
    yield frame.SettingsFrame(0, settings={4: 0}).serialize()
    block = flood.encoder.encode(head("/store"))
    for stream in range(1, 2 * COUNT, 2):
        yield headers(stream, block, "END_HEADERS", "END_STREAM")


# These the server ends, and those it takes: they cost it no more than their bytes.
ENDED = [resets, continuations, empty_continuations, settings, pings, empty_data, padded_data, priorities, alternatives, bombs]
TAKEN = [unknown_frames, window_updates]
# These it ends too, and they are to cost no more than the requests that it has begun by then.
BEGINNING = [zero_increments, overflown_windows, late_data, late_heads, own_priorities, surplus_bodies, odd_heads, excess_streams]


def flooded(server, kind, reads=True):
    """The floods of that kind of a while, one after another."""
    floods, over = [], time.monotonic() + SECONDS
    while time.monotonic() < over:
        with contextlib.closing(Flood(server.port, reads=reads)) as flood:
            floods.append(flood)
            flood.send(batched(kind(flood)), END)
            if kind in TAKEN:
                assert flood.sent * BATCH >= COUNT and flood.is_taken(END), "the server does not take it"
            else:
                assert flood.ends(END), "the server puts up with it"
    return floods


@pytest.mark.parametrize("kind", [*ENDED, *TAKEN], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("reads", [True, False], ids=["reading", "not reading"])
def test_a_flood_costs_nobody_else_anything(server, kind, reads, figure):
    with Watch(server) as watch:
        floods = flooded(server, kind, reads)
        time.sleep(0.1)
    judge(watch, figure)
    figure("connections, batches of frames that were sent", (len(floods), sum(flood.sent for flood in floods)))


@pytest.mark.parametrize("kind", BEGINNING, ids=lambda kind: kind.__name__)
def test_what_the_server_is_made_to_reset_costs_what_was_begun_and_no_more(server, kind, figure):
    answered, spent = metric(server.port, "http_requests_total"), processor_seconds(server)
    with Watch(server) as watch:
        floods = flooded(server, kind)
    spent = processor_seconds(server) - spent
    await_rest(server)
    answered = metric(server.port, "http_requests_total") - answered - len(watch.times)
    judge(watch, figure)
    figure("connections, batches of frames that were sent", (len(floods), sum(flood.sent for flood in floods)))
    figure("ended by", collections.Counter(flood.ending() for flood in floods).most_common(3))
    figure("p99 of others' answers in ms", round(1000 * sorted(watch.times)[int(0.99 * len(watch.times))]))
    figure("of a connection, requests that were answered, and ms of a processor, others' among it",
           (round(answered / len(floods), 1), round(1000 * spent / len(floods), 1)))
    assert answered <= BEGUN * len(floods)


@pytest.mark.parametrize("kind", [resets, settings, pings, empty_data, padded_data, priorities, alternatives, *TAKEN],
                         ids=lambda kind: kind.__name__)
def test_a_little_of_a_flood_is_no_fault(server, kind):
    """What the server ends is the flood, and not a frame that is none."""
    with contextlib.closing(Flood(server.port)) as flood:
        flood.send(itertools.islice(kind(flood), 2))
        assert flood.is_taken(END)


def test_as_many_streams_as_are_allowed_are_no_fault(server):
    with contextlib.closing(Flood(server.port)) as flood:
        flood.send(batched(itertools.islice(excess_streams(flood), 1 + STREAMS)))
        assert flood.is_taken(END)


def test_handshakes_that_stop_half_way_keep_nobody_waiting(server, figure):
    """A hello's first half, at length with another byte each second; a whole one, which the server answers; nothing at all."""
    hello, before, began, entered = client_hello(), descriptors(server), time.monotonic(), []
    crowds = [Crowd(server, HANDSHAKES, beginning) for beginning in (hello[:len(hello) // 2], hello, b"")]
    with Watch(server) as watch, contextlib.ExitStack() as stack:
        spent = processor_seconds(server)
        for crowd in crowds:
            stack.enter_context(crowd)
        while not entered or LONG and time.monotonic() < began + 12:
            asked = time.monotonic()
            assert ask(server.port, head()) == 200
            entered.append(time.monotonic() - asked)
            crowds[0].trickle()
            time.sleep(1 if LONG else 0)
        spent = processor_seconds(server) - spent
        # By themselves after 10 s, which is judged at length.
        if LONG:
            assert None not in [ending for crowd in crowds for ending in crowd.endings(within=5)], "they may go on"
            figure("all were ended after, at most", f"{time.monotonic() - began:.1f} s")
            await_descriptors(server, before)
    await_descriptors(server, before)
    judge(watch, figure)
    figure("connections", 3 * HANDSHAKES)
    figure("p99 of others' answers, longest handshake and answer of a newcomer in ms",
           (round(1000 * sorted(watch.times)[int(0.99 * len(watch.times))]), round(1000 * max(entered))))
    figure("ms of a processor for each", round(1000 * spent / HANDSHAKES / 3, 2))
    assert max(entered) < PATIENCE


def await_descriptors(server, count):
    """That of the watch may be among those there were."""
    end = time.monotonic() + END
    while descriptors(server) > count + 2:
        assert time.monotonic() < end, "descriptors are not given back"
        time.sleep(0.02)


@at_length
def test_readers_who_let_nothing_come_cost_little(server, figure):
    """A window of no bytes and many requests: what is answered waits, but not for ever."""
    with Watch(server) as watch:
        readers = [Flood(server.port, settings={4: 0}) for _ in range(READERS)]
        for reader in readers:
            block = reader.encoder.encode(head("/openapi.json"))
            assert reader.send([headers(stream, block, "END_HEADERS", "END_STREAM") for stream in range(1, 200, 2)])
        time.sleep(1)
        heads_alone = [reader.read() or reader.received for reader in readers]
        # Nobody waits longer than 10 s for a reader that has stopped; each stream's end is told in 13 bytes.
        time.sleep(15)
        assert all(reader.read() or reader.is_ended or reader.received - before >= 13 * 100
                   for reader, before in zip(readers, heads_alone, strict=True))
        for reader in readers:
            reader.close()
    judge(watch, figure)


def test_answers_leave_in_the_clients_table_what_all_have_alike(server, figure):
    """The server searches it from one end to the other for each field. Were the ids of all answers in it, each answer would take
    longer than the one before."""
    paths = ["/livez", "/readyz", "/nowhere", "/item", "/store?limit=1", "/openapi.json"]
    heads = (head(paths[number % len(paths)]) for number in range(1200 if LONG else 120))
    entries = table_after(server.port, heads, table=2**31 - 1)
    figure("fields that are left", len(entries))
    assert 0 < len(entries) < 24, entries


def test_the_watch_notices_memory_and_waits():
    class Waits:
        faults, times, before, peak = [], [0.1], 0, GROWTH - 1
    notes = []
    judge(Waits, lambda *note: notes.append(note))
    for name, value in [("times", [PATIENCE + 0.1]), ("times", []), ("peak", GROWTH), ("faults", ["no answer"])]:
        with pytest.raises((AssertionError, ValueError)):
            judge(type("Worse", (Waits,), {name: value}), lambda *note: None)


def test_heads_that_wait_for_bodies_take_little_however_few_bytes_they_were(tmp_path, figure):
    """By HPACK four bytes are 16 KiB of fields. They are kept until a body has come, for half a minute."""
    count = 100 if LONG else 10
    # Of one that nothing has been asked the allocator has nothing left.
    with encrypted(tmp_path) as fresh, contextlib.ExitStack() as closing:
        before, answered = resident(fresh.process.pid), metric(fresh.port, "http_requests_total")
        floods = [closing.enter_context(contextlib.closing(Flood(fresh.port))) for _ in range(count)]
        for flood in floods:
            fields = head("/login", "POST", ("content-type", "application/json"), *[("x", "y" * 3_900)] * 4)
            assert flood.send([headers(stream, flood.encoder.encode(fields), "END_HEADERS") for stream in range(1, 200, 2)])
        assert not any(flood.ends(0.2) for flood in floods)
        grown, answered = resident(fresh.process.pid) - before, metric(fresh.port, "http_requests_total") - answered
    figure("KiB a connection", grown // count)
    # Most are refused at once, and a few are left to wait.
    assert answered >= 80 * count
    assert grown // count <= 1024 or not LONG


SMUGGLED = b"GET /store/999999-marker HTTP/1.1\r\nHost: a\r\n\r\n"
JSON = ("content-type", "application/json")


@pytest.mark.parametrize("fields, body, allowed", [
    (head("/store", "POST", JSON, ("content-length", "2")), b"{}", {422}),
    (head("/store", "POST", JSON, ("content-length", "1")), b"{}" + SMUGGLED, {400, "reset", "ended"}),
    (head("/store", "POST", JSON, ("content-length", "9999")), b"{}", {400, 413, "reset", "ended"}),
    (head("/store", "POST", JSON, ("content-length", "0")), b"{}", {400, "reset", "ended"}),
    (head("/store", "POST", JSON, ("content-length", "5")), None, {400, "reset", "ended"}),
    (head("/store", "POST", JSON, ("content-length", "2, 2")), b"{}", {400, "reset", "ended"}),
    (head("/store", "POST", JSON, ("content-length", "2"), ("content-length", "3")), b"{}", {400, "reset", "ended"}),
    (head("/store", "POST", JSON, ("transfer-encoding", "chunked")), b"0\r\n\r\n" + SMUGGLED, {400, "reset", "ended"}),
    (head("/livez", "GET", ("connection", "close")), None, {400, "reset", "ended"}),
    (head("/livez", "GET", ("x", "a\r\nHost: b")), None, {400, "reset", "ended"}),
    (head("/livez", "GET", ("x\r\ny", "a")), None, {400, "reset", "ended"}),
    (head("/livez", "GET", ("X", "a")), None, {400, "reset", "ended"}),
    (head("/livez", "GET", ("x", "a\x00")), None, {400, "reset", "ended"}),
    (head("/livez HTTP/1.1\r\nHost: b\r\n\r\nGET /store/999999-marker"), None, {400, "reset", "ended"}),
    (head("/livez x"), None, {400, "reset", "ended"}), (head(""), None, {400, "reset", "ended"}),
    (head("livez"), None, {400, "reset", "ended"}), (head("/livez", "GET\r\nX: y"), None, {400, 501, "reset", "ended"}),
    (head("/livez", ""), None, {400, "reset", "ended"}),
    (head("/livez", "GET", ("host", "b")), None, {400, "reset", "ended"}),
    ([*head(), (":path", "/store")], None, {400, "reset", "ended"}), ([*head(),
    (":status", "200")], None, {400, "reset", "ended"}),
    (head()[:3], None, {400, "reset", "ended"}), (head()[1:], None, {400, "reset", "ended"}),
    ([("x", "y"), *head()], None, {400, "reset", "ended"}), (head("/livez", "GET",
    ("te", "gzip")), None, {400, "reset", "ended"}),
    (head("/livez", "CONNECT"), None, {400, 501, "reset", "ended"}), (head(), None, {200})])
def test_a_request_that_http1_could_misread_is_refused(server, fields, body, allowed):
    assert ask(server.port, fields, body) in allowed
