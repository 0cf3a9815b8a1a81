"""Somebody new: a store, three items, two tags on them, and another price. By mouse and keys, and by keys alone."""
import pytest
from playwright.sync_api import expect

from hands import Hands
from people import address_of
from servers import PASSWORD

ITEMS = [("Oak chair", "149.90", "oak"), ("Walnut bowl", "38", "oak, handmade"), ("Linen towel", "12.50", "handmade")]
either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def said(page):
    return page.locator("main [role=status]").first


@either
def test_a_shop_is_made_in_few_clicks(visit, empty_shop, script):
    page = visit(server=empty_shop, script=script)
    hands = Hands(page)
    page.goto("/admin")
    expect(page.get_by_label("E-mail")).to_be_focused()
    hands.type(address_of("editor"))
    hands.press("Tab")
    hands.type(PASSWORD)
    hands.send()
    signing_in = hands.clicks, hands.keys
    make_store(hands)
    make_items(hands)
    hands.into("Price")
    hands.type("15")
    hands.send()
    expect(said(page)).to_have_text("Saved.")
    expect(page.get_by_text("15.00 EUR")).to_be_visible()
    print(f"\nto sign in: {signing_in[0]} clicks, {signing_in[1]} keys; "
          f"for the shop: {hands.clicks - signing_in[0]} clicks, {hands.keys - signing_in[1]} keys")
    assert hands.clicks <= MOST_CLICKS
    page.goto("/admin/items")
    for name, _, tags in ITEMS:
        for tag in tags.split(", "):
            expect(page.get_by_role("row", name=name).get_by_role("link", name=tag, exact=True)).to_be_visible()


# One for the store, three for the items with their tags, one for the price.
MOST_CLICKS = 5


def make_store(hands):
    page = hands.page
    hands.click("link", "Open the first store")
    expect(page.get_by_label("Name")).to_be_focused()
    hands.type("Oak & Iron")
    hands.press("Tab")
    hands.type("EUR")
    hands.press("Tab")
    hands.send()
    expect(said(page)).to_have_text("Oak & Iron is open.")


def make_items(hands):
    page = hands.page
    hands.click("link", "New item")
    for name, price, tags in ITEMS:
        expect(page.get_by_label("Name")).to_be_focused()
        hands.type(name)
        hands.press("Tab", 2)
        hands.type(price)
        hands.press("Tab", 2)
        hands.type(tags)
        if name != ITEMS[-1][0]:
            hands.click("button", "Add it and begin the next")
            expect(said(page)).to_have_text(f"{name} is there. The next one:")
        else:
            hands.send()
    expect(said(page)).to_have_text("Linen towel is there.")


@either
def test_the_same_by_keyboard_alone(visit, empty_shop, script):
    page = visit(server=empty_shop, script=script)
    hands = Hands(page)
    page.goto("/admin")
    expect(page.get_by_label("E-mail")).to_be_focused()
    hands.type(address_of("editor"))
    hands.tab_to("textbox", "Password")
    hands.type(PASSWORD)
    hands.send()
    hands.tab_to("link", "Open the first store")
    hands.send()
    expect(page.get_by_label("Name")).to_be_focused()
    hands.type("Oak & Iron")
    hands.send()
    hands.tab_to("link", "New item")
    hands.send()
    expect(page.get_by_label("Name")).to_be_focused()
    hands.type("Oak chair")
    hands.tab_to("textbox", "Price")
    hands.type("149.90")
    hands.tab_to("button", "Add the item")
    hands.send()
    hands.tab_to("combobox", "Put a tag on")
    hands.type("oak")
    hands.send()
    expect(page.get_by_role("link", name="oak", exact=True)).to_be_visible()
    hands.tab_to("button", "Take oak off")
    hands.send()
    expect(said(page)).to_have_text("The tag is off.")
    hands.tab_to("link", "Delete …")
    hands.send()
    hands.tab_to("button", "Delete the item")
    hands.send()
    expect(said(page)).to_have_text("Oak chair is deleted.")
    hands.tab_to("button", "Sign out")
    hands.send()
    expect(page).to_have_title("Sign in · Souk")


@either
def test_the_first_tab_skips_to_the_content(visit, script):
    page = visit("editor", script=script, width=360)
    page.goto("/admin/items")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_slash_goes_to_the_search(visit):
    page = visit("viewer")
    page.goto("/admin/items")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")
