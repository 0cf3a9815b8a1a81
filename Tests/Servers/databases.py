"""Databases for tests: a SQLite file, or a new database on the PostgreSQL that Scripts/with-postgres started."""
import itertools
import os
import subprocess

import pytest

SERVER = os.environ.get("SOUK_TEST_POSTGRES")
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.skipif(not SERVER, reason="needs SOUK_TEST_POSTGRES"))]
_numbers = itertools.count(1)


def new_postgres():
    """The URL of an empty database of its own. It goes with the server."""
    name = f"contract_{os.getpid()}_{next(_numbers)}"
    psql(f"CREATE DATABASE {name} TEMPLATE template0", SERVER)
    return f"{SERVER.rsplit('/', 1)[0]}/{name}"


def psql(statement, url):
    """The statement's answer, a line a row."""
    ran = subprocess.run(["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1",
                          "--command", statement, url], capture_output=True, text=True, timeout=60, check=True)
    return ran.stdout.split("\n")[:-1]


def new_database(engine, folder):
    """The URL of a database that is not there yet, or is empty."""
    return new_postgres() if engine == "postgres" else f"sqlite:{folder}/souk.sqlite"
