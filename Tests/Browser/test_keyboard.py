"""The journeys by keyboard alone, without a click; test_first_shop.py has the first shop. On the way whatever has the focus is seen to
have it (`Hands.tab_to`)."""
import pytest
from playwright.sync_api import expect

from hands import Hands
from people import Person, address_of, api, make_account
from servers import PASSWORD

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def said(page):
    return page.locator("main [role=status].notice")


@pytest.fixture
def hands(visit, script):
    return lambda role: Hands(visit(role, script=script))


@either
def test_a_list_is_filtered_sorted_and_walked_along(hands, store):
    hands = hands("viewer")
    page = hands.page
    page.goto("/admin")
    hands.tab_to("link", "Items")
    hands.send()
    hands.tab_to("searchbox", "Words of the name or description")
    hands.type("cup")
    hands.tab_to("combobox", "Store")
    hands.type(store["name"])
    hands.tab_to("button", "Show")
    hands.send()
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    hands.tab_to("link", "All items")
    hands.send()
    page.goto(f"/admin/items?store_id={store['id']}")
    hands.tab_to("link", "Price")
    hands.send()
    hands.tab_to("link", "=Saucer")
    hands.send()
    for name in ("Cup", "Pot"):
        hands.tab_to("link", "Next →")
        hands.send()
        expect(page.locator("h1")).to_have_text(name)


@either
def test_many_are_changed_at_once(hands, shop, store):
    hands = hands("editor")
    page = hands.page
    page.goto(f"/admin/items?store_id={store['id']}")
    for name in ("Cup", "Pot"):
        hands.tab_to("checkbox", f"Pick {name}")
        hands.press("Space")
    hands.tab_back_to(page.locator("summary", has_text="Change many at once"))
    hands.press("Enter")
    hands.tab_to("combobox", "What")
    hands.type("Put a tag")
    hands.tab_to("textbox", "Amount, percent, tag or store")
    hands.type("blue")
    hands.send()
    hands.tab_to("button", "Change 2 items")
    hands.send()
    expect(said(page)).to_have_text("2 items changed.")
    items = api(shop).get(f"/item?store_id={store['id']}&tag=blue").json()["items"]
    assert {item["name"] for item in items} == {"Cup", "Pot"}


@either
def test_a_file_is_imported(hands, shop, store):
    hands = hands("editor")
    page = hands.page
    # The browser is told to leave choosing to us; what is told only when the key is pressed may come after it.
    page.on("filechooser", lambda chooser: None)
    page.goto("/admin/items/import")
    hands.tab_to("button", "File")
    with page.expect_file_chooser() as chooser:
        hands.press("Enter")
    text = f"name,price,store\nJug,7,{store['name']}\n"
    chooser.value.set_files({"name": "jug.csv", "mimeType": "text/csv", "buffer": text.encode()})
    hands.tab_to("button", "Show what it would do")
    hands.send()
    expect(page.get_by_text("Nothing was written: this was a trial")).to_be_visible()


@either
def test_a_conflict_is_resolved(hands, shop, store):
    hands = hands("editor")
    page = hands.page
    page.goto(f"/admin/stores/{store['id']}")
    hands.tab_to("textbox", "Name")
    hands.type("Mine ")
    other = Person(shop, address_of("admin"))
    address = f"/admin/stores/{store['id']}"
    other.send(address, version=other.value(address, "version"), name=f"Theirs {store['id']}", currency="EUR")
    hands.send()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else has changed this")
    hands.tab_to("link", "leave theirs as it is")
    hands.send()
    expect(page.get_by_label("Name")).to_have_value(f"Theirs {store['id']}")
    hands.tab_to("link", "Delete …")
    hands.send()
    hands.tab_to("link", "Keep it")
    hands.send()
    expect(page.locator("h1")).to_have_text(f"Theirs {store['id']}")


@either
def test_an_account_is_made_and_shut_out(hands, script):
    email = f"keys-{script}@example.com".lower()
    hands = hands("admin")
    page = hands.page
    page.goto("/admin/users")
    hands.tab_to("link", "New account")
    hands.send()
    hands.tab_to("textbox", "E-mail")
    hands.type(email)
    hands.tab_to("textbox", "Password")
    hands.type(PASSWORD)
    hands.send()
    expect(page.locator("h1")).to_have_text(email)
    hands.tab_to("combobox", "Role")
    hands.type("editor")
    hands.tab_to("button", "Set the role")
    hands.send()
    expect(said(page)).to_have_text(f"{email} is editor now.")
    hands.tab_to("button", "Shut it out")
    hands.send()
    expect(said(page)).to_contain_text("shut out")
    hands.tab_to("link", "Delete …")
    hands.send()
    hands.tab_to("button", "Delete the account")
    hands.send()
    expect(said(page)).to_contain_text("is deleted")


@either
def test_ones_own_password_is_changed_and_other_sessions_end(visit, shop, script):
    email = f"own-keys-{script}@example.com".lower()
    make_account(shop, email, "viewer")
    Person(shop, email)
    hands = Hands(visit(email=email, script=script))
    page = hands.page
    page.goto("/admin")
    hands.tab_to("link", email)
    hands.send()
    hands.tab_to("button", "End it")
    hands.send()
    expect(said(page)).to_be_visible()
    hands.tab_to("textbox", "The present password")
    hands.type(PASSWORD)
    hands.tab_to("textbox", "The new password")
    hands.type("one of my own, long")
    hands.send()
    expect(said(page)).to_contain_text("Your password is changed")


@either
def test_an_error_is_found_by_its_id(hands, shop):
    problem = api(shop).get("/item/987654321").json()
    hands = hands("admin")
    page = hands.page
    page.goto("/admin/requests")
    hands.tab_to("textbox", "Request id, or its beginning")
    hands.type(problem["request_id"])
    hands.send()
    expect(page.get_by_role("rowheader", name="/item/987654321")).to_be_visible()
