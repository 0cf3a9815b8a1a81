"""Makes the kernel's calls of a running program fail, by strace."""
import contextlib
import pathlib
import signal
import subprocess

from conftest import unavailable
from disks import needs
from waiting import wait_until


@contextlib.contextmanager
def failing(process, calls, how):
    """Within it `calls` (their names, with commas) of `process` and its threads fail as `how` says: "error=EIO:when=2+3"."""
    needs("strace")
    tracer = subprocess.Popen(
        ["strace", "--follow-forks", "--quiet=all", "--output=/dev/null", f"--attach={process.pid}", f"--trace={calls}",
         f"--inject={calls}:{how}"], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: is_traced(process, tracer), 60, "strace is attached", every=0.01)
        yield
        assert tracer.poll() is None or process.poll() is not None, f"strace ended: {tracer.stderr.read()}"
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(20)
        tracer.stderr.close()


def is_traced(process, tracer):
    """Whether every thread is. Nobody may trace on some machines; of a server that has ended strace says the same."""
    threads = pathlib.Path(f"/proc/{process.pid}/task")
    if tracer.poll() is not None:
        said = tracer.stderr.read().strip()
        if "Operation not permitted" in said and process.poll() is None:
            unavailable("trace", f"needs to trace: {said}")
        raise AssertionError(f"strace ended: {said}; the server's exit code: {process.poll()}")
    return all(tracer_of(thread) in (None, tracer.pid) for thread in threads.iterdir())


def tracer_of(thread):
    """The process id of who traces it, 0 for nobody; None for a thread that has ended meanwhile."""
    try:
        lines = (thread / "status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return next(int(line.split()[1]) for line in lines if line.startswith("TracerPid"))
