"""schemathesis over the running server: all its checks, by examples, coverage, fuzzing and stateful phases."""
import json
import os
import pathlib
import re
import subprocess
import sys

import httpx
import pytest

from judged import JudgedServer, judged, note_tokens

HERE = pathlib.Path(__file__).parent
LONG = os.environ.get("SOUK_FUZZING") == "long"
# Requests of one run, that is of one policy on one database.
FEWEST = 10_000 if LONG else 1_000
# Left out in short, where each policy and each database has its run.
LEFT_OUT = {"sqlite": "open", "postgres": "guarded"}
METRICS = "a-metrics-token-0123456789"
# The id of what the hooks ask for.
OWN = "not-judged"
# What must have succeeded: in short a few at least, by chance no more; at length everything that the document has.
WRITES = {
    ("POST", "/store"), ("PUT", "/store/{store_id}"), ("PATCH", "/store/{store_id}"), ("POST", "/store/{store_id}/tag"),
    ("POST", "/item"), ("PUT", "/item/{item_id}"), ("PATCH", "/item/{item_id}"),
    ("POST", "/item/{item_id}/tag/{tag_id}"), ("DELETE", "/item/{item_id}/tag/{tag_id}")}


def requests_in(report):
    """How many requests the run has judged, by its own report. None may have failed for a fault of the run, as where no answer
    came; those that no check was for do not count."""
    cases = report["test_cases"]
    assert cases["errored"] == 0 and report["complete"], report
    return cases["generated"] - cases["without_checks"]


def given_tokens(cassette):
    """All that were sent or given in the run, by its record of requests and answers."""
    with cassette.open(errors="replace") as lines:
        return {token for line in lines for token in re.findall(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", line, re.ASCII)}


def note(token):
    """That it must not stand in the log, as if a client had been given it here."""
    request = httpx.Request("POST", "http://souk/login")
    note_tokens(httpx.Response(200, request=request, json={"access_token": token, "refresh_token": token}))


def operations(document):
    """All of them, as method and path."""
    methods = {"get", "put", "post", "patch", "delete"}
    return {(method.upper(), path) for path, item in document["paths"].items() for method in methods & item.keys()}


def successes(log):
    """The operations that were answered with 2xx at least once, by the server's log; what the hooks asked for does not count."""
    lines = map(json.loads, log.read_text().splitlines())
    return {(line["method"], line["route"]) for line in lines
            if line["message"] == "request" and line["status"] // 100 == 2 and line["id"] != OWN}


def told_when_late(command, **how):
    try:
        return subprocess.run(command, **how)
    except subprocess.TimeoutExpired as late:
        raise AssertionError((late.stdout or b"").decode()[-10_000:]) from late


@pytest.mark.parametrize("access", ["open", "guarded"])
def test_the_server_does_what_its_document_says(tmp_path, capsys, engine, either, access):
    if not LONG and access == LEFT_OUT[engine]:
        pytest.skip("of each database the other policy, in short: make contract runs all")
    # At this level every request has a line, those that ask whether the server lives among them.
    with judged(JudgedServer(tmp_path, "--access", access, "--log-level", "debug", "--metrics-token", METRICS,
                             database=either)) as server:
        document = httpx.get(f"{server.start().url}/openapi.json", verify=False).json()
        count, tokens = requests_in(fuzzed(server)), given_tokens(server.folder / "cassette.yaml")
        assert server.stop() == 0
        for token in tokens:
            note(token)
    expected, succeeded = operations(document), successes(server.log)
    assert WRITES < expected
    assert (expected if LONG else WRITES) <= succeeded, f"never a success: {(expected if LONG else WRITES) - succeeded}"
    with capsys.disabled():
        print(f"\n{access} on {engine}: {count} requests, each answered as the document says; "
              f"{len(succeeded & expected)} of {len(expected)} operations succeeded; none of {len(tokens)} tokens in the log")
    assert count >= FEWEST and len(tokens) > 50


def fuzzed(server):
    """Runs schemathesis against the server, and returns its report."""
    report, cassette = server.folder / "report.json", server.folder / "cassette.yaml"
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "fuzzing_hooks", "PYTHONPATH": f"{HERE}:{HERE.parent / 'Servers'}",
                   "FUZZED_URL": server.url, "FUZZED_FOLDER": str(server.folder), "FUZZED_DATABASE": server.database or "",
                   "FUZZED_METRICS": METRICS, "FUZZED_OWN": OWN}
    run = told_when_late(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"),
         "run", f"{server.url}/openapi.json", "--phases", "examples,coverage,fuzzing,stateful", "--checks", "all",
         "--max-examples", "400" if LONG else "15", "--workers", "1", "--seed", "7" if not LONG else str(os.getpid()),
         "--request-timeout", "30", "--no-color", "--report-json-path", str(report),
         "--report-vcr-path", str(cassette), "--output-sanitize", "false"],
        env=environment, cwd=server.folder, capture_output=True, text=True, timeout=3000 if LONG else 600)
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-4_000:]
    return json.loads(report.read_text())
