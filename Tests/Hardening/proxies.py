"""Proxies in front of Souk, as little configured as they can be, that keep their connections to it alive and use them for
everybody. Each gives its requests an id and writes it down: a request without one is none that it has sent."""
import dataclasses
import os
import re
import shutil
import subprocess
import time

from raw_http import PROBE, Connection
from ports import free_port

# What stands between the parts of a line of their logs, and for a part that there is not.
TAB = "\\t"
NOTHING = ("", "-", "0", "<NOSRV>")


@dataclasses.dataclass(frozen=True)
class Request:
    """One that a proxy took from a client at `port`, or refused. `is_sent`: it sent at least a part of it on. `answer`: the id in
    the answer that it passed back, "" for none and for one of its own."""
    port: int
    id: str
    is_sent: bool
    answer: str
    target: str


class Proxy:
    """One process on loopback, ended by its id. `port` is its own, `upstream` that of whoever stands behind it."""
    program = None

    def __init__(self, folder, upstream):
        self.folder, self.upstream, self.port = folder, upstream, free_port()
        self.log = folder / "requests"

    @classmethod
    def is_installed(cls):
        return shutil.which(cls.program) is not None

    def start(self):
        configuration = self.folder / "configuration"
        configuration.write_text(self.configuration())
        with self.log.open("ab") as log, (self.folder / "errors").open("ab") as errors:
            self.process = subprocess.Popen(self.command(configuration), cwd=self.folder, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=errors)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with Connection(self.port) as connection:
                    if connection.ask(PROBE):
                        return self
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"{self.program} does not answer:\n{(self.folder / 'errors').read_text()}")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    def requests(self):
        """All that it has written down."""
        lines = re.findall(r"^(\d+)\t(.*?)\t(.*?)\t(.*?)\t(.*)$", self.log.read_text(errors="replace"), re.MULTILINE)
        return [Request(int(port), id, sent not in NOTHING, "" if answer in NOTHING else answer, target)
                for port, id, sent, answer, target in lines]


class Nginx(Proxy):
    program = "nginx"

    def command(self, configuration):
        return ["nginx", "-p", str(self.folder), "-c", str(configuration), "-e", str(self.folder / "errors")]

    def configuration(self):
        scratch = "\n".join(f"{kind}_temp_path {self.folder}/{kind};"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        # It passes on as much as it can be brought to, at once.
        return f"""
daemon off;
master_process off;
{"user root;" if os.getuid() == 0 else ""}
pid {self.folder}/pid;
events {{ }}
http {{
    {scratch}
    log_format taken "{TAB.join(["$remote_port", "front-$request_id", "$upstream_bytes_sent", "$upstream_http_x_request_id",
                                 "$request_uri"])}";
    access_log {self.log} taken;
    underscores_in_headers on;
    ignore_invalid_headers off;
    merge_slashes off;
    large_client_header_buffers 8 32k;
    upstream behind {{ server 127.0.0.1:{self.upstream}; keepalive 1; }}
    server {{
        listen 127.0.0.1:{self.port};
        location / {{
            proxy_pass http://behind;
            proxy_http_version 1.1;
            proxy_request_buffering off;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Request-Id front-$request_id;
        }}
    }}
}}
"""


class HAProxy(Proxy):
    program = "haproxy"
    options = ""

    def command(self, configuration):
        return ["haproxy", "-db", "-f", str(configuration)]

    def configuration(self):
        # With two threads it leaves out lines of its log when both have one at once.
        return f"""
global
    nbthread 1
    maxconn 200
    log stdout format raw daemon
defaults
    mode http
    log global
    log-format "{TAB.join(["%cp", "%ID", "%s", "%[var(txn.answer)]", "%HU"])}"
    option http-keep-alive
    {self.options}
    timeout connect 2s
    timeout client 15s
    timeout server 15s
    http-reuse always
    retries 3
    retry-on all-retryable-errors
    unique-id-format front-%ci-%cp-%Ts-%rt
frontend front
    bind 127.0.0.1:{self.port}
    http-request set-header X-Request-Id %[unique-id]
    http-response set-var(txn.answer) res.hdr(X-Request-Id)
    default_backend behind
backend behind
    server souk 127.0.0.1:{self.upstream} pool-max-conn 1
"""


class LenientHAProxy(HAProxy):
    """As it is run by those whose clients are not quite HTTP."""
    options = "option accept-invalid-http-request"


ALL = [Nginx, HAProxy, LenientHAProxy]
