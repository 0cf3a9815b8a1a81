"""The tokens that servers have given: no log may tell a part of one."""
import json
import re

# Characters of a token's signature (HMAC-SHA256).
SIGNATURE = 43
RUNS = re.compile(rf"[\w-]{{{SIGNATURE},}}", re.ASCII)
# The last characters of the claims and signatures of all of them: instances take one another's.
_ends = set()


def is_giving(status, path):
    """Whether such an answer gives tokens."""
    return status == 200 and path in ("/login", "/refresh")


def note_given(body):
    """What an answer that gives tokens must leave out of logs."""
    tokens = json.loads(body)
    for name in ("access_token", "refresh_token"):
        _ends.update(part[-SIGNATURE:] for part in tokens[name].split(".")[1:])


def has_token_part(line):
    """Whether the claims or the signature of a token that was given stand there, without the rest of it."""
    return any(run[at:at + SIGNATURE] in _ends for run in RUNS.findall(line) for at in range(len(run) - SIGNATURE + 1))
