"""Fixtures that run the real program for each test, on either database, and what tests do with it."""
import concurrent.futures
import contextlib
import itertools
import pathlib

import pytest

import databases
from judged import JudgedServer
from servers import EMAIL, sign_in


@pytest.fixture
def serve(tmp_path):
    """Starts servers; ends what is still running when the test is over, and judges their logs."""
    numbers = itertools.count()

    def start(*flags, folder=None, database=None, waits=True):
        folder = pathlib.Path(folder or tmp_path / f"server{next(numbers)}")
        folder.mkdir(exist_ok=True)
        server = JudgedServer(folder, *flags, database=database)
        ending.callback(server.end)
        if waits:
            server.start()
        else:
            server.launch()
        ending.callback(server.judge)
        return server

    with contextlib.ExitStack() as ending:
        yield start


@pytest.fixture(params=databases.ENGINES, scope="session")
def engine(request):
    """For tests of what must be the same on either."""
    return request.param


@pytest.fixture
def either(engine):
    """Where a server keeps its shop, as its URL: None for the embedded database, then a new one on PostgreSQL."""
    return databases.new_postgres() if engine == "postgres" else None


@pytest.fixture
def database():
    """An empty PostgreSQL database, as a URL."""
    if not databases.SERVER:
        pytest.skip("needs Scripts/with-postgres")
    return databases.new_postgres()


@pytest.fixture
def instances(serve, database):
    """Starts some on one database, with the flags of all of them."""
    def start(count, *flags):
        started = [serve(*flags, database=database, waits=False) for _ in range(count)]
        return [server.await_readiness() for server in started]
    return start


def log_in(server, email=EMAIL):
    with server.client() as client:
        return sign_in(client, email)


def together(work, arguments, threads=8):
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, arguments))


def status(client, token, method="GET", path="/user/me", **more):
    return client.request(method, path, headers={"Authorization": f"Bearer {token}"}, **more).status_code
