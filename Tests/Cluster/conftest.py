"""One Souk on the embedded database behind nginx, for tests of what stands between it and its clients."""
import os
import types

import httpx
import pytest

from instances import Instance, Nginx

BINARY = os.environ["SOUK_BINARY"]
PASSWORD = "correct-horse-battery-9"


@pytest.fixture(scope="session")
def front(tmp_path_factory):
    """`front.url` is nginx, `front.souk` the instance behind it; `front.user(email)` signs a new user in."""
    folder = tmp_path_factory.mktemp("front")
    souk = Instance(folder, "souk1", BINARY)
    nginx = Nginx(folder, [souk])
    try:
        souk.start()
        nginx.start()
        yield types.SimpleNamespace(url=nginx.url, nginx=nginx, souk=souk, user=lambda email: user(nginx.url, email))
    finally:
        nginx.stop()
        souk.kill()


def user(url, email):
    client = httpx.Client(base_url=url, timeout=10)
    credentials = {"email": email, "password": PASSWORD}
    assert client.post("/register", json=credentials).status_code == 201
    answer = client.post("/login", json=credentials)
    assert answer.status_code == 200, answer.text
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client


@pytest.fixture
def anybody(front):
    with httpx.Client(base_url=front.url, timeout=10) as client:
        yield client
