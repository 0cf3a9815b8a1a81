"""Changing and deleting: two people at once, a slip, and the question before something is gone."""
import pytest
from playwright.sync_api import expect

from people import Person, address_of, api

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def said(page):
    return page.locator("main [role=status]").first


@pytest.fixture
def item(shop):
    """An item of this test's own, in a store of its own."""
    admin = api(shop)
    store = admin.post("/store", json={"name": f"Editing {id(admin)}", "currency": "EUR"}).json()
    item = admin.post("/item", json={"name": "Kettle", "price": 10, "store_id": store["id"], "description": "Blue"}).json()
    yield item
    admin.delete(f"/item/{item['id']}")
    admin.delete(f"/store/{store['id']}")


def somebody_else_changes(shop, address, **fields):
    other = Person(shop, address_of("admin"))
    answer = other.send(address, version=other.value(address, "version"), **fields)
    assert answer.status_code == 303, answer.text


@either
def test_nobody_overwrites_what_they_have_not_seen(visit, shop, item, script):
    address = f"/admin/items/{item['id']}"
    page = visit("editor", script=script)
    page.goto(address)
    page.get_by_label("Price").fill("12")
    somebody_else_changes(shop, address, name="Red kettle", price="11", store_id=item["store"]["id"], description="Red")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else has changed this")
    expect(page.get_by_role("alert")).to_contain_text(f"by {address_of('admin')}")
    both = page.get_by_role("region", name="Both versions")
    expect(both.get_by_role("row", name="Price")).to_contain_text("11.00")
    expect(both.get_by_role("row", name="Price")).to_contain_text("12")
    expect(both.get_by_role("row", name="Name")).to_contain_text("Red kettle")
    assert api(shop).get(f"/item/{item['id']}").json()["name"] == "Red kettle"
    expect(page.get_by_label("Price")).to_have_value("12")
    expect(page.get_by_label("Name")).to_have_value("Red kettle")
    expect(both.get_by_role("row", name="Price")).to_contain_text("both of you")
    expect(both.get_by_role("row", name="Name")).to_contain_text("not changed by you")
    page.get_by_role("button", name="Save").click()
    expect(said(page)).to_have_text("Saved.")
    now = api(shop).get(f"/item/{item['id']}").json()
    assert (now["name"], now["price"], now["description"]) == ("Red kettle", 12, "Red")


@either
def test_theirs_can_be_left_as_it_is(visit, shop, item, script):
    address = f"/admin/stores/{item['store']['id']}"
    page = visit("editor", script=script)
    page.goto(address)
    page.get_by_label("Name").fill("Mine")
    somebody_else_changes(shop, address, name=f"Theirs {item['id']}", currency="EUR")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="leave theirs as it is").click()
    expect(page.get_by_label("Name")).to_have_value(f"Theirs {item['id']}")


@either
def test_a_slip_is_shown_beside_its_box_and_nothing_is_lost(visit, item, script):
    page = visit("editor", script=script)
    page.goto(f"/admin/items/{item['id']}")
    page.get_by_label("Name").fill("A better kettle")
    page.get_by_label("Price").fill("12,50")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
    price = page.get_by_role("textbox", name="Price")
    expect(price).to_have_attribute("aria-invalid", "true")
    expect(price).to_have_value("12,50")
    expect(page.get_by_label("Name")).to_have_value("A better kettle")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(price).to_be_focused()
    price.fill("12.50")
    page.get_by_role("button", name="Save").click()
    expect(said(page)).to_have_text("Saved.")
    page.reload()
    expect(page.locator("main p.notice")).to_have_count(0)


@either
def test_a_deletion_says_what_goes_and_asks(visit, shop, item, script):
    page = visit("editor", script=script)
    page.goto(f"/admin/stores/{item['store']['id']}")
    page.get_by_role("link", name="Delete …").click()
    expect(page.locator("main")).to_contain_text("1 item goes with it")
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("link", name="Delete …").click()
    page.get_by_role("button", name="Delete the store").click()
    expect(said(page)).to_contain_text("is closed")
    assert page.goto(f"/admin/items/{item['id']}").status == 404


@either
def test_tags_are_put_on_by_typing_and_taken_off(visit, item, script):
    page = visit("editor", script=script)
    page.goto(f"/admin/items/{item['id']}")
    for name in ("warm", "steel", "Warm"):
        page.get_by_label("Put a tag on").fill(name)
        page.keyboard.press("Enter")
        expect(said(page)).to_contain_text("The tag")
    expect(page.locator("#tags .tags li")).to_have_count(2)
    page.get_by_role("button", name="Take steel off").click()
    expect(said(page)).to_have_text("The tag is off.")
    expect(page.locator("#tags .tags li")).to_have_count(1)
    assert "steel" in page.locator("datalist").inner_html()


def test_a_double_click_sends_once(visit, shop):
    page = visit("editor")
    page.goto("/admin/stores/new")
    page.get_by_label("Name").fill("Only one of it")
    page.get_by_role("button", name="Open the store").dblclick()
    expect(said(page)).to_have_text("Only one of it is open.")


@pytest.mark.parametrize("tags", ["a, " + "x" * 81, ", ".join(map(str, range(21)))], ids=["one too long", "too many"])
def test_tags_that_cannot_be_are_said_before_anything_is_made(visit, shop, item, tags):
    before = api(shop).get("/item?count=true&limit=1").json()["total"]
    page = visit("editor")
    page.goto(f"/admin/items/new?store_id={item['store']['id']}")
    page.get_by_label("Name").fill("Not yet")
    page.get_by_label("Price").fill("1")
    page.get_by_label("Tags").fill(tags)
    page.get_by_role("button", name="Add the item").click()
    expect(page.get_by_role("alert")).to_contain_text("Tags")
    expect(page.get_by_role("textbox", name="Tags")).to_have_value(tags)
    assert api(shop).get("/item?count=true&limit=1").json()["total"] == before
