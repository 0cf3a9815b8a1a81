"""Servers whose logs are judged when they end: every line is one, and none tells a secret."""
import contextlib
import os
import re
from urllib.parse import urlsplit

from logs import CONTROLS, SECRETS, line_faults
from servers import PASSWORD, Server

# Most lines by far, under load a million of them: what fits is not read as JSON.
ORDINARY = re.compile(
    rb'\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","level":"(?:debug|info)","message":"request",'
    rb'"id":"[\w.-]{1,128}","method":"[A-Z]+","route":(?:"[\w/{}.-]+"|null),"status":\d{3},"ms":\d+(?:\.\d+)?,'
    rb'"user":(?:\d+|null)\}\n')
# Of a line that is torn this may be all.
BEGUN = re.compile(rb'\{(?:"(?:t(?:i(?:m(?:e(?:"(?::.*)?)?)?)?)?)?)?\n')
SECRET_FLAGS = ("--token-key", "--metrics-token")
MOST = 20


class JudgedServer(Server):
    """`secrets` are texts that must not stand in its log; tests add their own. `is_torn`: the log lies on a disk that fills up, where
    a line may find no room for its end."""
    is_torn = False

    def __init__(self, folder, *flags, database=None):
        super().__init__(folder, *flags, database=database)
        self.secrets = [PASSWORD, *(value for flag, value in zip(flags, flags[1:]) if flag in SECRET_FLAGS)]
        if database and urlsplit(database).password:
            self.secrets.append(urlsplit(database).password)

    def launch(self):
        self._forgive()
        super().launch()

    def user(self, email, role=None):
        client = super().user(email, role)
        self.secrets += client.headers["Authorization"].removeprefix("Bearer ").split(".")[1:]
        return client

    def judge(self):
        """Ends it, and raises `AssertionError` saying what is wrong with its log."""
        self.end()
        self._forgive()
        faults = text_faults(self.log, self.secrets) if "text" in self.flags else \
            json_faults(self.log, self.secrets, self.is_torn)
        assert not faults, "\n".join([f"{self.log}:", *faults])

    def _forgive(self):
        """Takes away the unfinished last line of a process that was killed, in a power cut too. No other is forgiven one."""
        if self.process and self.process.poll() is not None and self.process.returncode < 0:
            with self.log.open("r+b") as log:
                log.truncate(end_of_lines(log))


def end_of_lines(file):
    """Where the last line ends that does."""
    at = file.seek(0, os.SEEK_END)
    while at:
        start = max(0, at - 4096)
        file.seek(start)
        if (found := file.read(at - start).rfind(b"\n")) >= 0:
            return start + found + 1
        at = start
    return 0


@contextlib.contextmanager
def judged(server):
    """The server's log is judged when the block ends, and the server has ended then."""
    try:
        yield server
    except BaseException:
        server.end()
        raise
    server.judge()


def json_faults(path, secrets=(), is_torn=False):
    """As `log_faults` of a log of any length; the first of them."""
    # A JWT would fit as the id of a request.
    texts, faults = [b"eyJ", *(secret.encode() for secret in secrets)], []
    with path.open("rb") as log:
        for number, line in enumerate(log, 1):
            if ORDINARY.fullmatch(line) and not any(text in line for text in texts):
                continue
            if not line.endswith(b"\n"):
                faults.append("the last line does not end")
                break
            if is_torn and BEGUN.match(line) and not line.endswith(b"}\n"):
                found = [told] if (told := tells(line[:-1].decode(), secrets)) else []
            else:
                found = line_faults(line[:-1], secrets)
            faults += [f"line {number}: {fault}: {line[:300]}" for fault in found]
            if len(faults) >= MOST:
                break
    return faults


def text_faults(path, secrets=()):
    """The same of a log for people."""
    lines = enumerate(path.read_bytes().decode().split("\n"), 1)
    return [f"line {number}: {told}: {line[:300]}" for number, line in lines if (told := tells(line, secrets))][:MOST]


def tells(line, secrets):
    """What is wrong with a line of which nothing is known; None for nothing."""
    if CONTROLS.search(line):
        return "a control character"
    return "what looks like a secret" if SECRETS.search(line) or any(secret in line for secret in secrets) else None
