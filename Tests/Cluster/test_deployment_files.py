"""Container, compose, service and proxy files are well formed, agree with each other and with the program."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

from instances import ROOT, STOP_DELAY

BINARY = os.environ["SOUK_BINARY"]
COMPOSE_FILES = ["compose.yaml", "compose.sqlite.yaml"]
TOOLS = pathlib.Path(sys.executable).parent


def run(*command, **more):
    return subprocess.run([str(part) for part in command], cwd=ROOT, text=True, capture_output=True, timeout=120, **more)


def accepted(*command):
    ran = run(*command)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_dockerfile_has_no_faults():
    accepted(TOOLS / "hadolint", "--failure-threshold", "info", "Dockerfile")


def test_what_the_dockerfile_copies_is_sent_to_the_builder():
    copies = re.findall(r"^COPY (?!--from)(.*) \S+$", (ROOT / "Dockerfile").read_text(), re.M)
    sent = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text(), re.M)
    assert sorted(path for copy in copies for path in copy.split()) == sorted(sent)
    assert all((ROOT / path).exists() for path in sent)


@pytest.mark.parametrize("file", COMPOSE_FILES)
def test_compose_files_keep_to_their_schema_and_are_tidy(file):
    accepted(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)
    rules = "{extends: default, rules: {line-length: {max: 130}, braces: {max-spaces-inside: 1}}}"
    accepted(TOOLS / "yamllint", "--strict", "--config-data", rules, file)


def test_what_must_not_be_there_is_found():
    """The linters themselves: each refuses what it is here for."""
    faulty = "FROM debian\nRUN cd /tmp && sudo apt-get install curl\n"
    assert run(TOOLS / "hadolint", "-", input=faulty).returncode != 0
    assert run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", ".swift-format").returncode != 0


@pytest.mark.parametrize("file", COMPOSE_FILES)
def test_every_container_is_hardened(file):
    yaml = pytest.importorskip("ruamel.yaml").YAML(typ="safe")
    services = yaml.load((ROOT / file).read_text())["services"]
    for name, service in services.items():
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"] and service["restart"], name
        assert service["mem_limit"] and service["stop_grace_period" if name != "nginx" else "healthcheck"], name


def test_the_proxy_and_its_instances_agree():
    compose, nginx = (ROOT / "compose.yaml").read_text(), (ROOT / "deploy/nginx/nginx.conf").read_text()
    assert re.findall(r"server (souk\d):8080", nginx) == re.findall(r"^  (souk\d):", compose, re.M) == ["souk1", "souk2"]
    assert f'SOUK_STOP_DELAY: "{STOP_DELAY}"' in compose
    at_rest = int(re.search(r"keepalive_timeout (\d+)s;\n    }", nginx)[1])
    assert at_rest < STOP_DELAY, "a connection at rest outlives the delay of an instance that stops"
    server = (ROOT / "deploy/nginx/souk-server.conf").read_text()
    body = re.search(r"client_max_body_size\s+(\d+)k;", server)[1]
    assert f"body {body} KiB" in (ROOT / "docs/API.md").read_text()
    file = int(re.search(r"a file may have (\d+) bytes", server)[1])
    assert f"mostBytes = {file >> 20} * 1024 * 1024\n" in (ROOT / "Sources/SoukServer/Items/ItemImportPages.swift").read_text()


def test_backups_in_compose_outlive_their_container():
    yaml = pytest.importorskip("ruamel.yaml").YAML(typ="safe")
    compose = yaml.load((ROOT / "compose.yaml").read_text())
    service = compose["services"]["backup"]
    image = (ROOT / "Dockerfile").read_text()
    data = re.search(r"SOUK_DATA=(\S+)", image)[1]
    assert service["command"][:2] == ["backup", "create"] and "--to" not in service["command"]
    assert service["volumes"] == [f"backups:{data}"] and "backups" in compose["volumes"]
    assert not any(entry.startswith(data) for entry in service["tmpfs"])
    # A new volume takes the owner that the folder has in the image.
    assert f"install --directory --owner souk --group souk --mode 0700 {data}\n" in image


def test_nginx_takes_the_configuration_of_compose(tmp_path):
    folder = shutil.copytree(ROOT / "deploy/nginx", tmp_path / "nginx")
    file = folder / "nginx.conf"
    # The names are compose's, and the folder /tmp a container's own.
    file.write_text(re.sub(r"souk\d:8080", "127.0.0.1:8080", file.read_text()).replace("/tmp/", f"{tmp_path}/"))
    checked = run("nginx", "-t", "-e", tmp_path / "errors", "-c", file)
    # Only in a container is standard output a file of one's own.
    assert checked.returncode == 0 and "[warn]" not in checked.stderr.replace('[warn] the "user"', ""), checked.stderr


def test_the_service_is_confined():
    score = run("systemd-analyze", "security", "--offline=true", "--threshold=20", "deploy/systemd/souk.service")
    assert score.returncode == 0, score.stdout + score.stderr


def test_the_service_waits_for_the_last_answer():
    unit = (ROOT / "deploy/systemd/souk.service").read_text()
    settings = json.loads((ROOT / "deploy/package/souk.json").read_text())
    assert settings["stop_delay"] == STOP_DELAY
    assert int(re.search(r"TimeoutStopSec=(\d+)", unit)[1]) > settings["stop_delay"] + 15  # to be let in, and drained


def test_souk_takes_the_example_configuration(tmp_path):
    shown = accepted(BINARY, "config", "--config", "deploy/package/souk.json")
    written = json.loads((ROOT / "deploy/package/souk.json").read_text())
    assert shown.count(" file\n") == len(written)


def test_nginx_on_another_machine_reaches_instances_that_are_set_up_as_documented(tmp_path):
    document = (ROOT / "docs/deployment.md").read_text()
    told = json.loads(re.search(r"```json\n(.*?)```", document, re.S)[1])
    settings = {**json.loads((ROOT / "deploy/package/souk.json").read_text()), **told}
    assert settings["host"] in re.findall(r"server ([\d.]+):8080", document)
    assert settings["stop_delay"] == STOP_DELAY
    (tmp_path / "souk.json").write_text(json.dumps(settings))
    shown = accepted(BINARY, "config", "--config", tmp_path / "souk.json")
    assert re.search(r"^host +10\.0\.0\.11 ", shown, re.M), shown


def test_scripts_have_no_faults():
    scripts = ["Scripts/install-packages", "Scripts/package", "Scripts/strip", "Scripts/build-release", "Scripts/reproducible"]
    accepted("shellcheck", "--severity", "style", *scripts, ".ci/run")
