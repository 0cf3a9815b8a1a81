"""What a page weighs, by the bytes that a browser is sent, and that nothing of it grows with the shop."""
import pytest

from people import Person, address_of

PAGES = ["/admin/login", "/admin", "/admin/stores", "/admin/items", "/admin/items?q=chair&count=true", "/admin/items/1",
         "/admin/items/new", "/admin/tags", "/admin/users", "/admin/users/1", "/admin/account"]
MOST = 100 * 1024


@pytest.mark.parametrize("path", PAGES)
def test_a_first_load_weighs_little(visit, shop, path):
    page = visit(None if path == "/admin/login" else "admin")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    loads, asked = [], []
    wire.on("Network.loadingFinished", lambda event: loads.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    print(f"{path}: {sum(loads):,} bytes in {len(loads)} loads")
    assert 0 < sum(loads) <= MOST
    assert all(url.startswith((shop.url, "data:")) for url in asked)


def test_style_and_script_are_kept_for_ever_and_every_byte_is_packed(shop):
    person = Person(shop, address_of("admin"))
    page = person.get("/admin/items", headers={"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    for kind in ("css", "js"):
        address = page.text.split(f".{kind}\"")[0].rsplit('"', 1)[1] + f".{kind}"
        answer = person.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200 and answer.headers["content-encoding"] == "gzip"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_largest_page_of_a_list_weighs_little_too(shop):
    person = Person(shop, address_of("viewer"))
    with person.client.stream("GET", "/admin/items?limit=200", headers={
            "Accept-Encoding": "gzip", "Cookie": "; ".join(f"{name}={value}" for name, value in person.cookies.items())}) as answer:
        assert answer.status_code == 200
        assert sum(len(chunk) for chunk in answer.iter_raw()) <= MOST
