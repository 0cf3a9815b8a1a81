"""The README's curl session does what it says, exactly as printed."""
import json
import os
import re
import subprocess

from servers import ROOT, environment

VOLATILE = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"), "TIME"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "ID"),
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+"), "TOKEN"),
]


def steps():
    """The commands of the README's session, each with the output printed below it."""
    text = (ROOT / "README.md").read_text()
    blocks = re.findall(r"```console\n(.*?)```", text.split("<!-- session -->")[1].split("<!-- /session -->")[0], re.S)
    assert blocks, "the README has no session"
    found = []
    for line in "".join(blocks).splitlines():
        if line.startswith("$ "):
            found.append([line[2:], []])
        elif line.startswith("> "):
            found[-1][0] += "\n" + line[2:]
        else:
            found[-1][1].append(line)
    return found


def settled(text):
    for pattern, word in VOLATILE:
        text = pattern.sub(word, text)
    try:
        return json.loads(text)
    except ValueError:
        return [line.rstrip() for line in text.strip().splitlines()]


def test_the_session_answers_as_printed(serve, either):
    server = serve("--access", "open", database=either)
    session = steps()
    assert len(session) >= 12
    marker = "---step---"
    script = "\n".join(f"{command}\necho; echo {marker}" for command, _ in session)
    ran = subprocess.run(["bash", "-c", script], env={**environment(server.folder, either), "SOUK_URL": server.url,
                         "HOME": os.environ.get("HOME", "/")}, cwd=server.folder, capture_output=True, text=True, timeout=60)
    outputs = ran.stdout.split(marker)
    assert len(outputs) == len(session) + 1, ran.stdout + ran.stderr
    for (command, printed), output in zip(session, outputs):
        assert settled(output) == settled("\n".join(printed)), f"{command}\n{output}{ran.stderr}"
