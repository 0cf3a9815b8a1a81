"""HTML that somebody stores is shown as what they typed, wherever it is shown."""
import html
import re

import pytest
from playwright.sync_api import expect

from people import Person, address_of, api, make_account

MARK = '<img src=x onerror="document.title=1"><b>\'&amp;'
TAG = "</option><script>document.title=2</script>"
EMAIL = "o'hara&b@example.com"


@pytest.fixture(scope="module")
def marked(serve):
    """A shop with HTML in every field that takes text, and the addresses of all pages that show it."""
    server = serve()
    admin = api(server)
    store = admin.post("/store", json={"name": MARK}).json()["id"]
    item = admin.post("/item", json={"name": MARK, "description": f"{MARK}\n</textarea>{TAG}", "price": 1, "store_id": store})
    item = item.json()["id"]
    person = Person(server, address_of("admin"))
    assert person.send(f"/admin/items/{item}/tags", name=TAG).status_code == 303
    tag = admin.get(f"/item/{item}").json()["tags"][0]["id"]
    make_account(server, EMAIL, "editor")
    pages = ["/admin", "/admin/stores", "/admin/items", f"/admin/tags?store_id={store}", "/admin/users", "/admin/requests"]
    pages += [f"/admin/{kind}/{number}{more}" for kind, number in (("stores", store), ("items", item), ("tags", tag))
              for more in ("", "/delete")]
    pages += ["/admin/items/new", "/admin/users/4", "/admin/users/4/delete"]
    searched = [f"/admin/items?{name}=%3Cscript%3E%22%27" for name in ("q", "tag", "min_price", "sort", "unknown", "after")]
    server.pages = pages + searched + ["/admin/%3Cscript%3E", "/admin/login?next=/admin/%22%3E%3Cscript%3E"]
    server.ids = {"store": store, "item": item, "tag": tag}
    return server


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_no_page_has_what_was_stored_as_markup(marked, role):
    person = Person(marked, address_of(role))
    shown = 0
    for path in marked.pages:
        text = person.get(path).text
        assert EMAIL not in text, path
        assert "<img" not in text and "<b>'" not in text and "document.title=2</script>" not in text, path
        assert not re.search(r"<script(?! src=\"/assets/)", text), path
        shown += html.escape(MARK[:8]) in text
    assert shown >= 5


def test_what_is_said_once_and_what_is_sent_back_is_text_too(marked):
    person = Person(marked, address_of("admin"))
    for path, fields in {
            "/admin/stores/new": {"name": MARK, "currency": MARK}, "/admin/items/new": {"name": MARK, "price": MARK, "store_id": "1"},
            "/admin/users/new": {"email": MARK, "password": "x", "role": MARK},
            f"/admin/stores/{marked.ids['store']}/tags": {"name": TAG},
            f"/admin/tags/{marked.ids['tag']}": {"name": MARK, "version": "old"},
            f"/admin/items/{marked.ids['item']}": {"name": TAG, "price": "1", "store_id": "1", "description": TAG, "version": "old"},
            f"/admin/items/{marked.ids['item']}/tags": {"name": TAG * 3}, "/admin/login": {"email": MARK, "password": MARK}}.items():
        answer = person.send(path, **fields)
        if answer.status_code == 303:
            answer = person.get(answer.headers["location"])
        assert "<img" not in answer.text and "<script>" not in answer.text, path


def test_a_browser_shows_it_and_runs_nothing(visit, marked):
    """The title would change, and the console would complain of the policy."""
    page = visit("admin", server=marked)
    for path in marked.pages:
        if page.goto(path).status < 400:
            assert page.title().endswith("Souk") and page.locator("img").count() == 0
    page.goto(f"/admin/items/{marked.ids['item']}")
    expect(page.get_by_role("heading", level=1)).to_have_text(MARK)
    expect(page.get_by_label("Description")).to_have_value(f"{MARK}\n</textarea>{TAG}")
    expect(page.get_by_role("link", name=TAG)).to_be_visible()
