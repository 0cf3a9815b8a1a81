"""HTTP/2 as its abusers speak it, on TLS."""
import contextlib
import functools
import itertools
import re
import socket
import ssl
import subprocess
import time

import h2.config
import h2.connection
import h2.events
import h2.settings
import hpack
import httpx
from hyperframe import frame

from judged import JudgedServer, judged

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
LAST_PING = b"the last"
# A reset of one stream or a farewell to all, and its reason (RFC 9113 §7).
ENDING = re.compile(rb"\0\0\x04(\x03)\0.{4}(.{4})|\0\0\x08(\x07)\0{5}.{4}(.{4})", re.DOTALL)


def make_certificate(folder):
    """A certificate for localhost and its key, as `souk serve` takes them."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True,
                    timeout=30)
    return certificate, key


@contextlib.contextmanager
def encrypted(folder, *flags):
    """A server on TLS, ready, whose log is judged."""
    certificate, key = make_certificate(folder)
    with judged(JudgedServer(folder, "--tls-certificate", str(certificate), "--tls-key", str(key), *flags)) as running:
        running.launch()
        for _ in range(1000):
            if running.process.poll() is None and is_ready(running.port):
                break
            time.sleep(0.02)
        yield running
        assert running.process.poll() is None, running.log.read_text()


def is_ready(port):
    try:
        return ask(port, head("/readyz")) == 200
    except OSError:
        return False


@functools.cache
def context(protocol):
    """One for all connections, without the authorities of this machine: to read these takes longer than a flood."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    made.set_alpn_protocols([protocol])
    return made


def connect(port, protocol="h2", patience=8):
    plain = socket.create_connection(("127.0.0.1", port), patience)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return context(protocol).wrap_socket(plain)


def client_hello():
    """The first record of a handshake."""
    sent = ssl.MemoryBIO()
    try:
        context("h2").wrap_bio(ssl.MemoryBIO(), sent).do_handshake()
    except ssl.SSLWantReadError:
        return sent.read()


def metric(port, name):
    """The sum of what the server itself says by that name."""
    lines = httpx.get(f"https://127.0.0.1:{port}/metrics", verify=context("http/1.1"), timeout=20).text.splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith((f"{name} ", f"{name}{{")))


def head(path="/livez", method="GET", *more):
    return [(":method", method), (":scheme", "https"), (":authority", "a"), (":path", path), *more]


def headers(stream, block, *flags):
    made = frame.HeadersFrame(stream, block)
    made.flags |= {*flags}
    return made.serialize()


def data(stream, content=b"", *flags):
    made = frame.DataFrame(stream, content)
    made.flags |= {*flags}
    return made.serialize()


class Flood:
    """A connection that sends pieces of bytes until they are out or the server has had enough."""

    def __init__(self, port, settings=None, reads=True):
        self.socket, self.reads, self.is_ended, self.received = connect(port), reads, False, 0
        self.sent, self.last, self.encoder = 0, b"", hpack.Encoder()
        self.socket.sendall(PREFACE + frame.SettingsFrame(0, settings=settings or {}).serialize())

    def send(self, pieces, seconds=6):
        """Whether the connection lives afterwards. Answers are read on the way, or left where they are."""
        end = time.monotonic() + seconds
        try:
            for piece in pieces:
                if self.is_ended or time.monotonic() > end:
                    break
                self.socket.settimeout(10)
                self.socket.sendall(piece)
                self.sent += 1
                if self.reads:
                    self.read()
        except TimeoutError:
            pass  # It is not read any more, which is no end.
        except OSError:
            self.is_ended = True
        return not self.is_ended

    def read(self):
        """Takes what is there. By the one thread that sends: OpenSSL takes no two at once."""
        self.socket.settimeout(0)
        try:
            while piece := self.socket.recv(65536):
                self.received += len(piece)
                self.last = (self.last + piece)[-40_000:]
            self.is_ended = True
        except (ssl.SSLWantReadError, BlockingIOError):
            pass
        except OSError:
            self.is_ended = True

    def ends(self, seconds):
        """Whether the server ends the connection in so many seconds."""
        self._read_until(lambda: self.is_ended, seconds)
        return self.is_ended

    def ending(self):
        """The last that the server said of an end, with the number of its reason."""
        for stream, reason, _, farewell in reversed(ENDING.findall(self.last)):
            return f"RST_STREAM {reason[-1]}" if stream else f"GOAWAY {farewell[-1]}"
        return "no word"

    def is_taken(self, seconds):
        """Whether the server takes all that was sent in so many seconds: it answers a ping that stands behind it."""
        answer = frame.PingFrame(0, LAST_PING, flags=["ACK"]).serialize()
        if self.send([frame.PingFrame(0, LAST_PING).serialize()]):
            self._read_until(lambda: answer in self.last, seconds)
        return answer in self.last

    def _read_until(self, is_over, seconds):
        end = time.monotonic() + seconds
        self.read()
        while not is_over() and not self.is_ended and time.monotonic() < end:
            time.sleep(0.02)
            self.read()

    def close(self):
        self.socket.close()


def client():
    return h2.connection.H2Connection(h2.config.H2Configuration(
        header_encoding="utf-8", validate_outbound_headers=False, normalize_outbound_headers=False))


def ask(port, fields, body=None, seconds=8):
    """The status of one request by HTTP/2, "reset" or "ended"."""
    with connect(port) as near:
        near.settimeout(seconds)
        there = client()
        there.initiate_connection()
        there.send_headers(1, fields, end_stream=body is None)
        if body is not None:
            there.send_data(1, body, end_stream=True)
        near.sendall(there.data_to_send())
        while received := near.recv(65536):
            for event in there.receive_data(received):
                if isinstance(event, h2.events.ResponseReceived):
                    return int(dict(event.headers)[":status"])
                if isinstance(event, h2.events.StreamReset):
                    return "reset"
                if isinstance(event, h2.events.ConnectionTerminated):
                    return "ended"
            near.sendall(there.data_to_send())
        return "ended"


def table_after(port, heads, table, seconds=8):
    """Asks one after another over a connection whose answers are compressed by a table of so many bytes (RFC 7541 §4.2), and tells
    the fields that they have left in it."""
    with connect(port) as near:
        near.settimeout(seconds)
        there = client()
        there.initiate_connection()
        there.update_settings({h2.settings.SettingCodes.HEADER_TABLE_SIZE: table})
        for stream, fields in zip(itertools.count(1, 2), heads):
            there.send_headers(stream, fields, end_stream=True)
            is_ended = False
            while not is_ended:
                near.sendall(there.data_to_send())
                for event in there.receive_data(near.recv(65536)):
                    if isinstance(event, h2.events.DataReceived):
                        there.acknowledge_received_data(event.flow_controlled_length, stream)
                    is_ended |= isinstance(event, h2.events.StreamEnded)
        return list(there.decoder.header_table.dynamic_entries)
