"""Makes the kernel's calls of a running program fail, by strace."""
import contextlib
import pathlib
import signal
import subprocess
import time

import pytest

from disks import needs


@contextlib.contextmanager
def failing(process, calls, how):
    """Within it `calls` (their names, with commas) of `process` and its threads fail as `how` says: "error=EIO:when=2+3"."""
    needs("strace")
    tracer = subprocess.Popen(
        ["strace", "--follow-forks", "--quiet=all", "--output=/dev/null", f"--attach={process.pid}", f"--trace={calls}",
         f"--inject={calls}:{how}"], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        await_attachment(tracer, process)
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(20)
        tracer.stderr.close()


def await_attachment(tracer, process, within=20):
    """Until every thread is traced."""
    end = time.monotonic() + within
    while any(tracer_of(thread) not in (None, tracer.pid) for thread in pathlib.Path(f"/proc/{process.pid}/task").iterdir()):
        if tracer.poll() is not None:
            pytest.skip(f"needs to trace: {tracer.stderr.read().strip()}")
        assert time.monotonic() < end, "strace does not attach"
        time.sleep(0.01)


def tracer_of(thread):
    """The process id of who traces it, 0 for nobody; None for a thread that has ended meanwhile."""
    try:
        lines = (thread / "status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return next(int(line.split()[1]) for line in lines if line.startswith("TracerPid"))
