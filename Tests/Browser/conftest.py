"""A shop on the real program, and Debian's Chromium before it."""
import os
import pathlib
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Servers"))
from people import COOKIE, ROLES, Person, address_of, api, make_account
from servers import Server, souk

CHROMIUM = os.environ.get("SOUK_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--environment", "development"]
PATIENCE = 30_000  # milliseconds for whatever a page does
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """Starts servers, each with an account of each role; ends them when all is over."""
    started = []

    def start(*flags, items=0):
        server = Server(tmp_path_factory.mktemp("shop"), *FLAGS, *flags)
        started.append(server)
        if items:
            souk("seed", "--items", str(items), folder=server.folder)
        server.start()
        for role in ROLES:
            make_account(server, address_of(role), role)
        return server

    yield start
    for server in started:
        if server.process and server.process.poll() is None:
            server.kill()


@pytest.fixture(scope="session")
def shop(serve):
    """A shop with some thousand items. Tests add what they change, and take no list for whole."""
    return serve(items=3_000)


@pytest.fixture
def empty_shop(serve):
    """A shop with nothing in it, for one test."""
    server = serve()
    yield server
    server.kill()


@pytest.fixture
def store(shop):
    """A store of one test's own, with three items."""
    admin = api(shop)
    store = admin.post("/store", json={"name": f"Store {id(admin)}", "currency": "EUR"}).json()
    for name, price in (("Cup", 4), ("=Saucer", 3), ("Pot", 20)):
        admin.post("/item", json={"name": name, "price": price, "store_id": store["id"]})
    yield store
    admin.delete(f"/store/{store['id']}")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=root)
        yield browser
        browser.close()


class Faults(list):
    """What the browser complains of. That a form was refused is none."""

    def watch(self, page):
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("console", self.heard)

    def heard(self, message):
        refused = "the server responded with a status of 4" in message.text and "/admin" in message.location["url"]
        if message.type in ("error", "warning") and not refused:
            self.append(f"{message.location['url']}: {message.text}")


@pytest.fixture
def visit(browser, shop):
    """Opens a window of a browser: of somebody signed in, with or without script, in a look, at a width."""
    contexts, faults = [], Faults()

    def open(role=None, server=shop, script=True, scheme="light", width=1440, email=None):
        with server.client() as client:
            address = client.headers["X-Forwarded-For"]
        context = browser.new_context(
            base_url=server.url, java_script_enabled=script, color_scheme=scheme, reduced_motion="reduce",
            viewport={"width": width, "height": 900}, extra_http_headers={"X-Forwarded-For": address})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if role or email:
            give_session(context, server, email or address_of(role))
        page = context.new_page()
        faults.watch(page)
        return page

    yield open
    for context in contexts:
        context.close()
    assert faults == []


def give_session(context, server, email):
    """Signs in without the page, to save its time. A Secure cookie can be given to an address of HTTPS alone."""
    session = Person(server, email).cookies[COOKIE]
    context.add_cookies([{"name": COOKIE, "value": session, "url": server.url.replace("http:", "https:"),
                          "secure": True, "httpOnly": True, "sameSite": "Lax"}])
