"""A new installation: the console shows a link, and whoever has it makes the first admin."""
import os
import pty
import re
import select
import signal
import subprocess
import time

import pytest
from playwright.sync_api import expect

from looks import faults_of
from people import Person
from servers import BINARY, PASSWORD, environment


class Terminal:
    """`souk serve` as somebody starts it who sits before it."""

    def __init__(self, folder):
        self.screen, inner = pty.openpty()
        self.process = subprocess.Popen([BINARY, "serve", "--data", str(folder), "--port", "0"], cwd=folder, stdin=inner, stdout=inner,
                                        stderr=inner, env=environment(folder), start_new_session=True)
        os.close(inner)
        self.text = ""

    def wait_for(self, pattern, seconds=30):
        deadline = time.monotonic() + seconds
        while not (found := re.search(pattern, self.text)):
            assert time.monotonic() < deadline, self.text
            if select.select([self.screen], [], [], 0.1)[0]:
                self.text += os.read(self.screen, 65_536).decode(errors="replace")
        return found

    def end(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(15)
        finally:
            self.process.kill()
            os.close(self.screen)


@pytest.fixture
def terminal(tmp_path):
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.end()


def test_the_first_admin_is_made_by_the_link_on_the_console(browser, terminal):
    link = terminal.wait_for(r"(http://\S+)(/admin/welcome\S*)\s")
    address, path = link[1], link[2]
    page = browser.new_page(base_url=address, viewport={"width": 360, "height": 900})
    page.goto("/admin")
    expect(page.get_by_text("There is no admin yet")).to_be_visible()
    assert faults_of(page, "sign-in-without-admin", script=True) == []
    page.goto(path)
    assert faults_of(page, "welcome", script=True) == []
    page.get_by_label("E-mail").fill("first@example.com")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button").click()
    expect(page.get_by_role("status").first).to_contain_text("You are the admin")
    expect(page.get_by_role("link", name="Users")).to_be_visible()
    assert faults_of(page, "home-of-an-empty-shop", script=True) == []
    assert page.goto(path).status == 404
    page.context.clear_cookies()
    page.goto("/admin")
    expect(page.get_by_text("There is no admin yet")).to_have_count(0)
    page.context.close()


def test_the_link_makes_one_admin_and_no_second(terminal):
    link = terminal.wait_for(r"(http://[^/\s]+)/admin/welcome\?key=(\S+)")

    class Server:
        def client(self, **more):
            import httpx
            return httpx.Client(base_url=link[1], timeout=20, **more)

    first, second = Person(Server()), Person(Server())
    assert first.get("/admin/welcome?key=x").status_code == 404
    assert first.send("/admin/welcome", token=None, key="x", email="a@example.com", password=PASSWORD).status_code == 404
    form = {"key": link[2], "email": "first@example.com", "password": PASSWORD}
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert first.send("/admin/welcome", token=None, headers=elsewhere, **form).status_code == 403
    assert first.send("/admin/welcome", token=None, **form).status_code == 303
    assert first.get("/admin/users").status_code == 200
    answer = second.send("/admin/welcome", token=None, **{**form, "email": "second@example.com"})
    assert answer.status_code == 404 and second.cookies == {}
