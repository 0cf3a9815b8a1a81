"""Servers whose logs are judged when they end: every line is one, and none tells a secret."""
import base64
import contextlib
import os
import re
from urllib.parse import urlsplit

from databases import psql
from given_tokens import has_token_part, is_giving, note_given
from logs import CONTROLS, SECRETS, line_faults
from servers import PASSWORD, Server

# Most lines by far, under load a million of them: what fits is not read as JSON. Its words are shorter than a signature.
ORDINARY = re.compile(
    rb'\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","level":"(?:debug|info)","message":"request",'
    rb'"id":"[\w.-]{1,42}","method":"[A-Z]+","route":(?:"[\w/{}.-]{1,42}"|null),"status":\d{3},"ms":\d+(?:\.\d+)?,'
    rb'"user":(?:\d+|null)\}\n')
# Of a line that is torn this may be all.
BEGUN = re.compile(rb'\{(?:"(?:t(?:i(?:m(?:e(?:"(?::.*)?)?)?)?)?)?)?\n')
# What libpq writes to standard error, where PostgreSQL ends a connection right after its beginning, and nobody has taken its
# notices yet (docs/durability.md, "Not promised").
LIBPQ = re.compile(
    rb"(?:FATAL|WARNING):  terminating connection [\w ]{1,80}\n|(?:DETAIL|HINT):  [\w ,.()]{1,300}\n", re.ASCII)
# What a program that cannot go on says at its end to whoever ran it.
LAST_WORDS = re.compile(rb"souk: .+\n")
SECRET_FLAGS = ("--token-key", "--metrics-token")
MOST = 20


class JudgedServer(Server):
    """`secrets` are texts that must not stand in its log; tests add their own. `keys` sign its tokens, in hexadecimal.
    `is_torn`: the log lies on a disk that fills up, where a line may find no room for its end."""
    is_torn = False

    def __init__(self, folder, *flags, database=None):
        super().__init__(folder, *flags, database=database)
        url = next(iter(self._values("--database")), database) or ""
        self.postgres = url if url.startswith("postgres") else None
        self.secrets = [PASSWORD, *self._values(*SECRET_FLAGS)]
        if self.postgres and urlsplit(self.postgres).password:
            self.secrets.append(urlsplit(self.postgres).password)
        self.keys = []

    def launch(self):
        self._forgive()
        super().launch()

    def await_readiness(self, seconds=30):
        super().await_readiness(seconds)
        # The first start makes them. A database may be gone when the log is judged.
        self.keys = self.keys or self._keys()
        return self

    def client(self, **more):
        return super().client(**{"event_hooks": {"response": [note_tokens]}, **more})

    def judge(self):
        """Ends it, and raises `AssertionError` saying what is wrong with its log."""
        self.end()
        self._forgive()
        secrets = [*self.secrets, *(spelling for key in self.keys or self._keys() for spelling in spellings(key))]
        if "text" in self.flags:
            faults = text_faults(self.log, secrets)
        else:
            has_failed = self.process.returncode > 0
            faults = json_faults(self.log, secrets, self.is_torn, LIBPQ if self.postgres else None, has_failed)
        assert not faults, "\n".join([f"{self.log}:", *faults])

    def _keys(self):
        if given := self._values("--token-key"):
            return given
        if self.postgres:
            return psql("SELECT secret FROM shared_keys", self.postgres)
        return re.findall(r"^key (\w+)", (self.folder / "souk.keys").read_text(), re.MULTILINE)

    def _values(self, *names):
        return [value for flag, value in zip(self.flags, self.flags[1:]) if flag in names]

    def _forgive(self):
        """Takes away the unfinished last line of a process that was killed, in a power cut too. No other is forgiven one."""
        if self.process and self.process.poll() is not None and self.process.returncode < 0:
            with self.log.open("r+b") as log:
                log.truncate(end_of_lines(log))


def note_tokens(answer):
    """Called for each answer to an HTTP client: what it gives must not stand in a log."""
    if is_giving(answer.status_code, answer.url.path):
        note_given(answer.read())


def spellings(key):
    """A key of hexadecimal digits, and what else a log might make of it."""
    content = bytes.fromhex(key)
    plain, url = (encode(content).decode().rstrip("=") for encode in (base64.b64encode, base64.urlsafe_b64encode))
    return [key, key.upper(), plain, url, ", ".join(map(str, content)), ",".join(map(str, content))]


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


def json_faults(path, secrets=(), is_torn=False, foreign=None, has_failed=False):
    """As `log_faults` of a log of any length; the first of them. Lines that match `foreign` are somebody else's. `has_failed`:
    its program may say why."""
    # A JWT would fit as the id of a request.
    texts, faults = [b"eyJ", *(secret.encode() for secret in secrets)], []
    with path.open("rb") as log:
        for number, line in enumerate(log, 1):
            if ORDINARY.fullmatch(line) and not any(text in line for text in texts):
                continue
            if foreign and foreign.fullmatch(line):
                continue
            if not line.endswith(b"\n"):
                faults.append("the last line does not end")
                break
            is_cut = is_torn and BEGUN.match(line) and not line.endswith(b"}\n")
            if is_cut or (has_failed and LAST_WORDS.fullmatch(line)):
                found = [told] if (told := tells(line[:-1].decode(), secrets)) else []
            else:
                found = [*line_faults(line[:-1], secrets)]
                found += ["a token's part"] * has_token_part(line.decode(errors="replace"))
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
    is_told = SECRETS.search(line) or has_token_part(line) or any(secret in line for secret in secrets)
    return "what looks like a secret" if is_told else None
