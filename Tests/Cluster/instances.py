"""Instances of Souk, and nginx in front of them."""
import os
import pathlib
import signal
import subprocess
import urllib.error
import urllib.request

from ports import free_port
from programs import Program, clean_environment
from waiting import wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
NGINX_FILES = ROOT / "deploy" / "nginx"
# The file's own rule: longer than a connection at rest lives in nginx's upstream block (1 s).
STOP_DELAY = 3


def status(url):
    """The status of a GET; 0 when nobody answers."""
    try:
        return urllib.request.urlopen(url, timeout=2).status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


class Instance:
    """`souk serve` on a free port, in a folder of its own."""

    def __init__(self, folder, name, binary, *flags, environment=None):
        self.name, self.binary, self.port = name, binary, free_port()
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir()
        self.url = f"http://127.0.0.1:{self.port}"
        self.flags, self.environment = flags, {**clean_environment(), **(environment or {})}
        self.program = None

    def begin(self):
        self.program = Program(
            [self.binary, "serve", "--data", self.folder / "data", "--port", str(self.port), "--access", "open",
             "--trusted-proxy", "127.0.0.1", "--stop-delay", str(STOP_DELAY), *self.flags],
            self.folder / "log", folder=self.folder, environment=self.environment)

    def start(self):
        self.begin()
        self.wait()

    def wait(self):
        wait_until(self._is_ready, 30, f"{self.name} is ready")

    def stop(self):
        """As an operator does. Raises when it does not end by itself, and well."""
        if self.program and self.program.is_running:
            code = self.program.stop()
            assert code == 0, f"{self.name} ended with {code}:\n{self.tail()}"

    def kill(self):
        self.program.kill()

    def pause(self):
        self.program.send(signal.SIGSTOP)

    def resume(self):
        self.program.send(signal.SIGCONT)

    def command(self, *arguments):
        """A command of the command line, through this instance."""
        ran = subprocess.run([self.binary, *arguments, "--data", self.folder / "data"], env=self.environment, text=True,
                             cwd=self.folder, capture_output=True, timeout=60)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def tail(self):
        return "\n".join((self.folder / "log").read_text().splitlines()[-20:])

    def _is_ready(self):
        assert self.program.is_running, f"{self.name} ended:\n{self.tail()}"
        return status(f"{self.url}/readyz") == 200


class Nginx:
    """nginx with Souk's own configuration in front of `instances`, and nothing else in it but ports and folders."""

    def __init__(self, folder, instances, fail_timeout="2s"):
        self.folder, self.port = pathlib.Path(folder) / "nginx", free_port()
        self.folder.mkdir()
        self.url = f"http://127.0.0.1:{self.port}"
        self.configuration = self.folder / "nginx.conf"
        self.configuration.write_text(self._configuration(instances, fail_timeout))
        self.program = None

    @property
    def command(self):
        return ["nginx", "-p", str(self.folder), "-c", str(self.configuration), "-e", str(self.folder / "error.log")]

    def check(self):
        return subprocess.run([*self.command, "-t"], text=True, capture_output=True, timeout=20)

    def start(self):
        self.program = Program([*self.command, "-g", "daemon off;"], self.folder / "log", folder=self.folder)
        wait_until(self._answers, 10, "nginx answers")

    def stop(self):
        if self.program and self.program.is_running:
            self.program.stop()

    def _answers(self):
        assert self.program.is_running, f"nginx ended:\n{(self.folder / 'log').read_text()}"
        return status(f"{self.url}/livez") != 0

    def _configuration(self, instances, fail_timeout):
        servers = "\n".join(f"        server 127.0.0.1:{instance.port} max_fails=1 fail_timeout={fail_timeout};"
                            for instance in instances)
        scratch = "\n".join(f"    {kind}_temp_path {self.folder}/{kind};"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.getuid() == 0 else ""
        return f"""{user}
worker_processes 1;
pid {self.folder}/pid;
events {{ worker_connections 1024; }}
http {{
    include {NGINX_FILES}/souk-http.conf;
    access_log {self.folder}/access.log souk;
{scratch}
    proxy_cache_path {self.folder}/cache keys_zone=souk_cache:4m max_size=64m use_temp_path=off;
    upstream souk {{
        zone souk 128k;
{servers}
        keepalive 32;
        keepalive_timeout 1s;
    }}
    server {{
        listen 127.0.0.1:{self.port};
        include {NGINX_FILES}/souk-server.conf;
    }}
}}
"""
