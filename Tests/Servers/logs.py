"""What the server's log must be, whatever was sent to it."""
import json
import re

LEVELS = {"trace", "debug", "info", "notice", "warning", "error", "critical"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
REQUEST = {"time", "level", "message", "id", "method", "route", "status", "ms", "user"}
# C0 and DEL, C1, separators of lines and paragraphs, what turns the reading direction, the byte order mark.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
SECRETS = re.compile(r"eyJ[\w-]{8,}\.|\$argon2|[Bb]earer [\w.-]{8,}|password\W{1,4}(?!\[redacted\])\w{6,}")


def log_faults(path, secrets=()):
    """What is wrong with a log in JSON lines: a line that is none, that could be taken for another, or that tells a secret.
    `secrets`: texts that must not stand in it."""
    content = path.read_bytes()
    faults = [] if content.endswith(b"\n") or not content else ["the last line does not end"]
    for number, line in enumerate(content.split(b"\n")[:-1], 1):
        faults += [f"line {number}: {fault}: {line[:300]}" for fault in line_faults(line, secrets)]
    return faults


def line_faults(line, secrets):
    try:
        text = line.decode()
        entry = json.loads(text, object_pairs_hook=distinct)
    except ValueError as error:
        yield f"no JSON ({error})"
        return
    if not isinstance(entry, dict) or not TIME.fullmatch(str(entry.get("time"))) or entry.get("level") not in LEVELS:
        yield "no time, no level"
    elif not isinstance(entry.get("message"), str) or not entry["message"]:
        yield "no message"
    elif entry["message"] == "request" and (set(entry) != REQUEST or not isinstance(entry["status"], int)):
        yield "a request with other members"
    if CONTROLS.search(text):
        yield "a control character"
    if SECRETS.search(text):
        yield "what looks like a secret"
    for secret in secrets:
        if secret in text:
            yield f"the secret {secret[:8]}…"


def distinct(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands there twice")
    return members


def judge_log(path, secrets=()):
    """Raises `AssertionError` saying what is wrong with the log."""
    assert not (faults := log_faults(path, secrets)), "\n".join(faults[:20])


def requests_in(path):
    """The log's lines of requests, by their ids."""
    entries = map(json.loads, path.read_text().splitlines())
    return {entry["id"]: entry for entry in entries if entry["message"] == "request"}
