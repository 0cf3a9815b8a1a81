"""`make cluster`: what it shows is true, and it leaves nothing."""
import os
import pathlib
import re
import signal
import subprocess
import time

import pytest

from instances import ROOT, status

BINARY = os.environ["SOUK_BINARY"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_cluster_ends_with_its_script_and_leaves_nothing(number):
    # Whoever was started in the background ignores Control-C, and so would the script.
    script = subprocess.Popen([ROOT / "Scripts/cluster", BINARY], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    try:
        shown = until(script, "Control-C closes")
        url = re.search(r"nginx +(\S+)", shown)[1]
        processes = [int(process) for process in re.findall(r"process (\d+)", shown)]
        folder = pathlib.Path(re.search(r"logs +(\S+?)/\*", shown)[1])
        assert len(processes) == 5 and folder.is_dir()
        assert status(f"{url}/readyz") == 200
    finally:
        script.send_signal(number)
    assert "Everything has ended" in script.communicate(timeout=30)[0] or number == signal.SIGTERM
    assert not [process for process in processes if is_running(process)]
    assert not folder.exists() and status(f"{url}/readyz") == 0


def until(script, words):
    lines, end = [], time.monotonic() + 60
    while time.monotonic() < end:
        lines.append(script.stdout.readline())
        if words in lines[-1]:
            return "".join(lines)
        assert lines[-1], "it ended:\n" + "".join(lines)
    raise AssertionError("".join(lines))


def is_running(process):
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
