"""The OpenAPI document is valid, says what the routes are, and makes a working client."""
import importlib
import json
import os
import pathlib
import re
import subprocess
import sys

import pytest
from openapi_spec_validator import validate

from servers import PASSWORD, ROOT, souk


@pytest.mark.parametrize("access", ["open", "guarded"])
def test_the_document_is_valid_openapi(serve, access):
    document = serve("--access", access).client().get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_the_command_prints_the_same_document_as_the_server_answers(serve):
    server = serve("--access", "open")
    printed = souk("openapi", "--access", "open", folder=server.folder).stdout
    assert json.loads(printed) == server.client().get("/openapi.json").json()


def rows(markdown):
    return {(method, cells[1].strip().strip("`")) for line in markdown.splitlines() if line.startswith("| ")
            for cells in [[cell for cell in line.strip("| ").split("|")]]
            for method in re.findall(r"[A-Z]{3,}", cells[0])}


def test_the_readme_the_document_and_the_routes_are_one_list(serve):
    server = serve("--access", "open")
    table = souk("routes", folder=server.folder).stdout.strip()
    readme = (ROOT / "README.md").read_text()
    assert table in readme, "the README's endpoint table is old: run `make readme`"
    document = server.client().get("/openapi.json").json()
    documented = {(method.upper(), path) for path, operations in document["paths"].items()
                  for method in operations if method in ("get", "post", "put", "patch", "delete")}
    assert documented == rows(table)


def test_the_readme_names_every_setting(serve, tmp_path):
    table = souk("config", "--markdown", folder=tmp_path).stdout.strip()
    assert table in (ROOT / "README.md").read_text(), "the README's settings table is old: run `make readme`"


def test_a_generated_python_client_registers_logs_in_and_creates_an_item(serve, tmp_path, monkeypatch):
    server = serve("--access", "open")
    document = tmp_path / "openapi.json"
    document.write_text(souk("openapi", "--access", "open", folder=server.folder).stdout)
    made = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(document), "--meta", "none",
         "--output-path", str(tmp_path / "souk_client"), "--fail-on-warning"],
        capture_output=True, text=True, timeout=120, cwd=tmp_path,
        env={**os.environ, "PATH": f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"})
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(str(tmp_path))

    def operation(tag, name):
        return importlib.import_module(f"souk_client.api.{tag}.{name}")

    client_module = importlib.import_module("souk_client")
    models = importlib.import_module("souk_client.models")
    anybody = client_module.Client(base_url=server.url, raise_on_unexpected_status=True)

    credentials = {"email": "generated@example.com", "password": PASSWORD}
    user = operation("users", "register").sync(client=anybody, body=models.Registration.from_dict(credentials))
    assert user.email == credentials["email"]
    tokens = operation("sessions", "log_in").sync(client=anybody, body=models.Login.from_dict(credentials))
    signed_in = client_module.AuthenticatedClient(
        base_url=server.url, token=tokens.access_token, raise_on_unexpected_status=True)
    store = operation("stores", "create_store").sync(client=anybody, body=models.NewStore.from_dict({"name": "Made"}))
    item = operation("items", "create_item").sync(
        client=signed_in, body=models.NewItem.from_dict({"name": "Chair", "price": 15.99, "store_id": store.id}))
    assert (item.name, item.price, item.store.id) == ("Chair", 15.99, store.id)
    assert operation("items", "get_item").sync(item.id, client=signed_in).id == item.id
