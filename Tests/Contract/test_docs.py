"""What /docs and /problems show as examples is true: every snippet and every command is run against the real server."""
import html
import json
import os
import re
import shutil
import subprocess
import sys

import jsonschema
import pytest

from servers import sign_in

LANGUAGES = {"curl": ["bash", "-c"], "python": [sys.executable, "-c"], "javascript": ["node", "--input-type=module", "-e"]}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@pytest.fixture
def shop(serve):
    """The shop that the examples take for granted."""
    server = serve("--access", "open")
    keeper = server.user("keeper@example.com")
    for path, body in [("/store", {"name": "My Store", "currency": "USD"}), ("/store", {"name": "Far Away", "currency": "JPY"}),
                       ("/item", {"name": "my item", "price": 15, "store_id": 1}),
                       ("/item", {"name": "another", "price": 16, "store_id": 1}),
                       ("/store/1/tag", {"name": "oak"}), ("/store/2/tag", {"name": "elm"})]:
        assert keeper.post(path, json=body).status_code == 201
    return server


def sections(page):
    """Each operation's part of the page, by its id."""
    return {part.split('"')[0]: part for part in page.split('<article class="operation" id="')[1:]}


def code_of(section, kind):
    """What stands in the part's `pre` of this class, as text; None without one."""
    found = re.search(rf'<pre class="{kind}"><code>(.*?)</code></pre>', section, re.S)
    return html.unescape(found[1]) if found else None


def run(language, snippet, server, number):
    """As somebody who has just logged in."""
    email = f"reader{number}@example.com"
    tokens = sign_in(server.user(email), email)
    environment = {**os.environ, "SOUK": server.url, "TOKEN": tokens["access_token"], "REFRESH_TOKEN": tokens["refresh_token"]}
    return subprocess.run([*LANGUAGES[language], snippet], env=environment, capture_output=True, text=True, timeout=60)


def in_order(document):
    """What creates before what deletes, and what is inside something before the thing."""
    operations = [(method.upper(), path, operation) for path, methods in document["paths"].items()
                  for method, operation in methods.items()]
    return sorted(operations, key=lambda one: (METHODS.index(one[0]), one[1].startswith("/store/{store_id}"), -len(one[1])))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_snippet_runs_and_is_answered_well(shop, language):
    if not shutil.which(LANGUAGES[language][0]):
        pytest.skip(f"needs {LANGUAGES[language][0]}")
    client = shop.client()
    page, document = client.get("/docs").text, client.get("/openapi.json").json()
    origin, parts = re.search(r'data-origin="([^"]*)"', page)[1], sections(page)
    failures = []
    # A link must be there before it can be taken away, and a user before they can log in.
    for number, (method, path, operation) in enumerate(in_order(document)):
        snippet = code_of(parts[operation["operationId"]], f"snippet {language}").replace(origin, shop.url)
        if path == "/login":
            client.post("/register", json={"email": "me@example.com", "password": "a long and quiet river"})
        ran = run(language, snippet, shop, number)
        if path == "/register" and "email_taken" in ran.stdout + ran.stderr:
            continue
        if ran.returncode:
            failures.append(f"{method} {path}\n{snippet}\n{ran.stdout}\n{ran.stderr}")
    assert not failures, "\n\n".join(failures)


@pytest.mark.parametrize("operation", ["create_item", "patch_item", "list_items", "refresh"])
def test_swift_snippets_are_swift(shop, tmp_path, operation):
    if not shutil.which("swiftc"):
        pytest.skip("needs swiftc")
    source = tmp_path / "main.swift"
    source.write_text(code_of(sections(shop.client().get("/docs").text)[operation], "snippet swift"))
    checked = subprocess.run(["swiftc", "-typecheck", "-swift-version", "6", "-warnings-as-errors", source], capture_output=True,
                             text=True, timeout=120)
    assert checked.returncode == 0, checked.stderr


def test_examples_of_bodies_and_answers_are_valid(shop):
    client = shop.client()
    page, document = client.get("/docs").text, client.get("/openapi.json").json()
    parts = sections(page)
    answers = bodies = 0
    for _, path, operation in in_order(document):
        part = parts[operation["operationId"]]
        if example := code_of(part, "example"):
            answer = next(answer for status, answer in operation["responses"].items()
                          if status < "300" and "application/json" in answer.get("content", {}))
            check(example, answer["content"]["application/json"]["schema"], document, path)
            answers += 1
        if found := re.search(r'<textarea name="body"[^>]*>\n(.*?)</textarea>', part, re.S):
            content = next(iter(operation["requestBody"]["content"].values()))
            check(html.unescape(found[1]) or "{}", content["schema"], document, path)
            bodies += 1
    assert answers > 20 and bodies > 10


def check(example, schema, document, path):
    whole = {**schema, "components": document["components"]}
    faults = [fault.message for fault in jsonschema.Draft202012Validator(whole).iter_errors(json.loads(example))]
    assert not faults, (path, example, faults)


def last_document(output):
    """Answers stand one after another, without a line between them."""
    documents, rest = [], output.strip()
    while rest:
        document, end = json.JSONDecoder().raw_decode(rest)
        documents.append(document)
        rest = rest[end:].lstrip()
    return documents[-1]


def test_the_command_on_a_problems_page_leads_to_the_answer_that_it_shows(shop):
    client = shop.client()
    assert client.post("/item/1/tag/1").status_code in (200, 201)
    wrong, tried = [], 0
    for number, entry in enumerate(client.get("/problems").json()["problems"]):
        told = client.get(f"/problems/{entry['code']}", headers={"Accept": "application/json"}).json()
        if told["request"] is None:
            continue
        tried += 1
        ran = run("curl", told["request"], shop, number)
        answer = last_document(ran.stdout)
        for document in (answer, told["example"]):
            document.pop("request_id", None)
        if answer != told["example"]:
            wrong.append((told["request"], answer, told["example"]))
    assert not wrong, json.dumps(wrong, indent=1)
    assert tried >= 25
