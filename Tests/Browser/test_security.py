"""What somebody who is no friend could try."""
import html
import re
import urllib.parse

import pytest

from people import COOKIE, Person, address_of, api, make_account
from servers import PASSWORD

PAGES = ["/admin", "/admin/stores", "/admin/items", "/admin/tags", "/admin/users", "/admin/account", "/admin/stores/new",
         "/admin/items/new", "/admin/users/new", "/admin/items/1", "/admin/stores/1", "/admin/nothing", "/admin/login"]
ELSEWHERE = {"a fetch from another site": {"Sec-Fetch-Site": "cross-site"},
             "a fetch from a sibling": {"Sec-Fetch-Site": "same-site"},
             "an older browser's": {"Sec-Fetch-Site": None, "Origin": "https://evil.example"},
             "nobody's origin": {"Sec-Fetch-Site": None, "Origin": "null"},
             "the same host at another port": {"Sec-Fetch-Site": None, "Origin": "http://127.0.0.1:1"}}


@pytest.fixture
def editor(shop):
    return Person(shop, address_of("editor"))


def stores(shop):
    return api(shop).get("/store?count=true&limit=1").json()["total"]


@pytest.mark.parametrize("token", ["none", "a wrong one", "another session's"])
def test_a_form_without_this_sessions_token_changes_nothing(shop, editor, token):
    before = stores(shop)
    other = Person(shop, address_of("editor"))
    wrong = {"none": None, "a wrong one": "x" * 32, "another session's": other.token}[token]
    assert wrong != editor.token
    answer = editor.send("/admin/stores/new", token=wrong, name="Forged")
    assert answer.status_code == 403 and "csrf_failed" in answer.text
    assert stores(shop) == before


@pytest.mark.parametrize("how", ELSEWHERE)
def test_a_form_from_another_site_changes_nothing(shop, editor, how):
    before, headers, token = stores(shop), ELSEWHERE[how], editor.token
    if headers["Sec-Fetch-Site"] is None:
        del editor.client.headers["Sec-Fetch-Site"]
        headers = {"Origin": headers["Origin"]}
    answer = editor.send("/admin/stores/new", token=token, headers=headers, name="Forged")
    assert answer.status_code == 403 and "csrf_failed" in answer.text
    assert stores(shop) == before


@pytest.mark.parametrize("token", ["none", "a wrong one", "another site's"])
def test_a_file_from_elsewhere_changes_nothing(shop, editor, token):
    form = {"mode": "all", "deed": "write", **({} if token == "none" else {"form_token": "x" * 32})}
    headers = {"Sec-Fetch-Site": "cross-site"} if token == "another site's" else {}
    if headers:
        form["form_token"] = editor.token
    before = api(shop).get("/item?count=true&limit=1").json()["total"]
    file = {"file": ("items.csv", b"name,price,store_id\nForged,1,1\n", "text/csv")}
    answer = editor.request("POST", "/admin/items/import", data=form, files=file, headers=headers)
    assert answer.status_code == 403 and "csrf_failed" in answer.text
    assert api(shop).get("/item?count=true&limit=1").json()["total"] == before


@pytest.mark.parametrize("how", ELSEWHERE)
def test_nobody_is_signed_in_by_another_site(shop, how):
    """Else somebody would work in an account that is not theirs."""
    person, headers = Person(shop), {name: value for name, value in ELSEWHERE[how].items() if value}
    if "Sec-Fetch-Site" not in headers:
        del person.client.headers["Sec-Fetch-Site"]
    answer = person.send("/admin/login", token=None, headers=headers, email=address_of("viewer"), password=PASSWORD)
    assert answer.status_code == 403 and person.cookies == {}


def test_every_form_of_every_page_has_the_token(shop):
    admin = Person(shop, address_of("admin"))
    for path in [*PAGES[:-2], "/admin/items/1/delete", "/admin/users/1", "/admin/users/1/delete"]:
        page = admin.get(path).text
        for form in re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL):
            assert admin.token in form, f"{path}: {form}"


def test_a_login_makes_a_session_of_its_own(shop):
    """Neither a cookie that somebody planted nor an older session's is taken over."""
    person = Person(shop)
    person.cookies[COOKIE] = planted = "planted"
    person.sign_in(address_of("viewer"))
    first, token = person.cookies[COOKIE], person.token
    person.sign_in(address_of("viewer"))
    assert len({planted, first, person.cookies[COOKIE]}) == 3
    assert person.token != token


def test_two_cookies_of_the_name_are_none(shop, editor):
    cookie = f"{COOKIE}={editor.cookies[COOKIE]}; {COOKIE}=planted"
    assert editor.get("/admin", headers={"Cookie": cookie}).status_code == 303


def test_the_cookie_is_for_this_host_and_for_no_script(shop):
    answer = Person(shop).sign_in(address_of("viewer"))
    fields = [field for field in answer.headers.get_list("set-cookie") if field.startswith(COOKIE + "=")]
    attributes = {part.strip().lower() for part in fields[0].split(";")[1:]}
    assert len(fields) == 1 and attributes == {"path=/", "secure", "httponly", "samesite=lax"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_not_framed_kept_or_made_to_run_what_is_not_ours(shop, path):
    answer = Person(shop, address_of("admin")).get(path)
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy and "base-uri 'none'" in policy
    assert "form-action 'self'" in policy and "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<[^>]+\s(on\w+|style)=", answer.text)
    assert not re.search(r"<script(?! src=\"/assets/)", answer.text)


@pytest.mark.parametrize("next", [
    "https://evil.example", "//evil.example", "/\\evil.example", "/admin/../../evil", "/adminevil", "/admin\r\nX: y", "javascript:alert(1)",
    "/admin/\t/evil.example", "/items", "/admin\\@evil.example", "/admin/%0d%0aX", "http:/admin", "///admin"])
def test_a_link_does_not_choose_where_a_login_leads_to(shop, next):
    person = Person(shop)
    page = person.get("/admin/login?next=" + urllib.parse.quote(next, safe=""))
    assert page.status_code in (200, 400, 422)
    answer = person.sign_in(address_of("viewer"), next=next)
    where = urllib.parse.urljoin("http://souk.example/admin/login", answer.headers["location"])
    assert answer.status_code == 303 and "x" not in answer.headers
    parts = urllib.parse.urlsplit(where)
    assert parts.netloc == "souk.example"
    assert parts.path == "/admin" or next.startswith("/admin/")


def test_the_api_knows_no_cookies(shop, editor):
    before = stores(shop)
    cookie = {"Cookie": f"{COOKIE}={editor.cookies[COOKIE]}", "X-CSRF-Token": editor.token}
    client = shop.client()
    assert client.get("/user/me", headers=cookie).status_code == 401
    # The open policy lets anybody make a store; what asks for somebody is refused.
    assert client.post("/item", headers=cookie, json={"name": "x", "price": 1, "store_id": 1}).status_code == 401
    assert client.get("/item", headers=cookie).status_code == 401
    bearer = {"Authorization": f"Bearer {editor.cookies[COOKIE]}"}
    assert client.get("/user/me", headers=bearer).status_code == 401
    assert client.post("/refresh", headers=bearer).status_code == 401
    assert stores(shop) == before


def test_a_token_of_the_api_is_no_cookie(shop):
    tokens = shop.client().post("/login", json={"email": address_of("admin"), "password": PASSWORD}).json()
    for token in (tokens["access_token"], tokens["refresh_token"]):
        answer = Person(shop).get("/admin", headers={"Cookie": f"{COOKIE}={token}"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/admin/login")


def test_signing_out_ends_the_session_not_only_the_cookie(shop, editor):
    kept, token = dict(editor.cookies), editor.token
    assert editor.send("/admin/logout").status_code == 303
    assert editor.cookies == {}
    editor.cookies = kept
    assert editor.get("/admin/items").status_code == 303
    assert editor.send("/admin/stores/new", token=token, name="After the end").status_code == 401


def test_a_sent_form_cannot_reach_by_get(shop, editor):
    """No link and no picture does what a form does."""
    for path in ("/admin/logout", "/admin/items/1/tags", "/admin/stores/1/tags", "/admin/account/password"):
        assert editor.get(path).status_code == 405


@pytest.mark.parametrize("change", ["role", "password", "disabled", "delete"])
def test_what_an_admin_does_to_an_account_holds_at_once(shop, change):
    email = f"{change}@example.com"
    make_account(shop, email, "editor")
    person, admin = Person(shop, email), Person(shop, address_of("admin"))
    number = re.search(rf'href="(/admin/users/\d+)">{email}', admin.get("/admin/users?limit=200").text)[1]
    assert person.get("/admin/stores/new").status_code == 200
    fields = {"role": {"role": "viewer"}, "password": {"password": "another good one"}, "disabled": {"disabled": "true"}}
    assert admin.send(f"{number}/{change}", **fields.get(change, {})).status_code == 303
    assert person.get("/admin/stores/new").status_code == (403 if change == "role" else 303)


def test_ones_own_password_is_asked_for_and_ends_other_sessions(shop):
    make_account(shop, "own@example.com", "viewer")
    here, there = Person(shop, "own@example.com"), Person(shop, "own@example.com")
    wrong = here.send("/admin/account/password", present="not it", password="another good one")
    assert wrong.status_code == 422 and there.get("/admin").status_code == 200
    assert here.send("/admin/account/password", present=PASSWORD, password="another good one").status_code == 303
    assert here.get("/admin").status_code == 200 and there.get("/admin").status_code == 303
    assert Person(shop).sign_in("own@example.com").status_code == 401
    assert Person(shop).sign_in("own@example.com", "another good one").status_code == 303


def test_ones_own_account_is_not_changed_where_others_are(shop):
    """Whoever finds a screen unlocked must not take the account, and nobody locks the last door behind themselves."""
    admin = Person(shop, address_of("admin"))
    number = re.search(rf'href="(/admin/users/\d+)">{address_of("admin")}', admin.get("/admin/users?limit=200").text)[1]
    assert 'type="password"' not in admin.get(number).text
    for change, fields in {"role": {"role": "viewer"}, "password": {"password": "another good one"}, "disabled": {"disabled": "true"},
                           "delete": {}}.items():
        assert admin.send(f"{number}/{change}", **fields).status_code == 403
    assert Person(shop).sign_in(address_of("admin")).status_code == 303


def test_an_account_is_shut_or_opened_by_the_word_for_it_alone(shop):
    make_account(shop, "reopened@example.com", "viewer")
    admin = Person(shop, address_of("admin"))
    number = re.search(r'href="(/admin/users/\d+)">reopened@example.com', admin.get("/admin/users?limit=200").text)[1]
    assert admin.send(f"{number}/disabled", disabled="true").status_code == 303
    for fields in ({}, {"disabled": "1"}, {"disabled": "False"}):
        assert admin.send(f"{number}/disabled", **fields).status_code == 404
    assert Person(shop).sign_in("reopened@example.com").status_code == 401


def test_a_session_outlives_a_restart(empty_shop):
    person = Person(empty_shop, address_of("viewer"))
    assert person.get("/admin").status_code == 200
    assert empty_shop.stop() == 0
    empty_shop.start()
    assert person.get("/admin").status_code == 200
    assert html.escape(address_of("viewer")) in person.get("/admin/account").text
