"""Every line of PanelRoutes.swift under both policies: who may, who may not, and who is asked to sign in."""
import re

import pytest

from conftest import FLAGS
from people import ROLES, Person, address_of, api
from servers import ROOT

LINE = re.compile(r'^\s+(page|form)\(\.(\w+),\s*"([^"]+)"', re.MULTILINE)
ROUTES = LINE.findall((ROOT / "Sources/SoukServer/PanelRoutes.swift").read_text())
FORMS = [(role, path) for kind, role, path in ROUTES if kind == "form"]
PAGES = [(role, path) for kind, role, path in ROUTES if kind == "page"]


@pytest.fixture(scope="module", params=["open", "guarded"])
def people(request, serve):
    """One of each role, and a stranger, in a shop of its own."""
    server = serve("--access", request.param, items=50)
    people = {role: Person(server, address_of(role)) for role in ROLES}
    people["stranger"] = Person(server)
    people["server"] = server
    people["tokens"] = {role: people[role].token for role in ROLES}
    return people


def filled(path):
    """Of things that are not there: a right that is missing is missed before that is noticed."""
    return re.sub(r"\{\w+\}", "999999", path)


def below(role):
    return ROLES[:ROLES.index(role)]


def test_the_table_is_read_whole():
    text = (ROOT / "Sources/SoukServer/PanelRoutes.swift").read_text()
    body = text[text.index("var all"):text.index("]}")]
    lines = [line for line in body.splitlines()[1:] if line.strip()]
    assert len(lines) == len(ROUTES) + len([line for line in lines if line.strip().startswith("open(")])
    assert len(FORMS) > 15 and len(PAGES) > 12


@pytest.mark.parametrize("least, path", PAGES)
def test_a_page_is_shown_from_its_role_on(people, least, path):
    path = filled(path)
    for role in ROLES:
        answer = people[role].get(path)
        assert (answer.status_code == 403) == (role in below(least)), f"{role} {path}: {answer.status_code}"
    answer = people["stranger"].get(path)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/admin/login")


@pytest.mark.parametrize("least, path", FORMS)
def test_a_form_is_taken_from_its_role_on(people, least, path):
    if path == "/admin/logout":
        pytest.skip("everybody may leave")
    path = filled(path)
    for role in ROLES:
        answer = people[role].send(path, token=people["tokens"][role])
        assert (answer.status_code == 403) == (role in below(least)), f"{role} {path}: {answer.status_code}"
    assert people["stranger"].send(path, token="x").status_code == 401


@pytest.mark.parametrize("path", ["/admin", "/admin/stores", "/admin/stores/1", "/admin/items", "/admin/items/1", "/admin/tags",
                                  "/admin/tags/1"])
def test_nobody_is_shown_what_they_may_not_do(people, path):
    """A viewer sees no form but for searching and leaving; only an admin is led to the accounts."""
    for role in ROLES:
        page = people[role].get(path).text
        sent = set(re.findall(r'<form[^>]*method="post" action="([^"]+)"', page))
        allowed = {"/admin/logout"}
        if role == "viewer":
            assert sent == allowed, sent
            assert "/new" not in page and "/delete" not in page
        assert ('href="/admin/users"' in page) == (role == "admin")


def test_nothing_came_of_what_was_refused(people):
    assert api(people["server"]).get("/store?count=true&limit=1").json()["total"] == 1
