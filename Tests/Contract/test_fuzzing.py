"""schemathesis over the running server: all its checks, by examples, coverage, fuzzing and stateful phases."""
import os
import pathlib
import re
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
LONG = os.environ.get("SOUK_FUZZING") == "long"
# Requests of one run, that is of one policy on one database.
FEWEST = 10_000 if LONG else 1_000


def requests_in(report):
    """How many requests the run has judged, by what it says at its end."""
    return int(re.search(r"^Test cases:\n +([\d,]+) generated", report, re.MULTILINE)[1].replace(",", ""))


def told_when_late(command, **how):
    try:
        return subprocess.run(command, **how)
    except subprocess.TimeoutExpired as late:
        raise AssertionError((late.stdout or b"").decode()[-10_000:]) from late


@pytest.mark.parametrize("access", ["open", "guarded"])
def test_the_server_does_what_its_document_says(serve, tmp_path, capsys, engine, either, access):
    server = serve("--access", access, database=either)
    environment = {**os.environ, "SOUK_URL": server.url, "SCHEMATHESIS_HOOKS": "fuzzing_hooks", "PYTHONPATH": str(HERE)}
    run = told_when_late(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"),
         "run", f"{server.url}/openapi.json", "--phases", "examples,coverage,fuzzing,stateful", "--checks", "all",
         "--max-examples", "400" if LONG else "15", "--workers", "1", "--seed", "7" if not LONG else str(os.getpid()),
         "--request-timeout", "30", "--no-color"],
        env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=3000 if LONG else 600)
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-4_000:]
    count = requests_in(run.stdout)
    with capsys.disabled():
        print(f"\n{access} on {engine}: {count} requests, each answered as the document says")
    assert count >= FEWEST
    log = server.log.read_text()
    assert "eyJ" not in log and "argon2" not in log, "a token or a hash is in the log"
    assert server.stop() == 0
