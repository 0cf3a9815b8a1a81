"""Every page, light and dark, on a phone and on wide screens: rules of WCAG 2.2 AA by axe, and nothing beyond the edge."""
import time

import pytest

from looks import faults_of, shift, withhold_script
from people import COOKIE, Person, address_of, api

# By name: who looks at what.
PAGES = {
    "sign-in": (None, "/admin/login"),
    "home": ("admin", "/admin"),
    "stores": ("editor", "/admin/stores"),
    "stores-none-found": ("editor", "/admin/stores?q=nothingiscalledso"),
    "store-new": ("editor", "/admin/stores/new"),
    "store": ("editor", "/admin/stores/{store}"),
    "store-for-a-viewer": ("viewer", "/admin/stores/{store}"),
    "store-delete": ("editor", "/admin/stores/{store}/delete"),
    "items": ("editor", "/admin/items?limit=25"),
    "items-filtered": ("editor", "/admin/items?q=tea&store_id={store}&sort=-price&count=true&limit=25"),
    "items-of-a-tag": ("editor", "/admin/items?tag_id={tag}&created_from=2020-01-01"),
    "items-misread": ("viewer", "/admin/items?q=tea&min_price=12,50&limit=many&tag_id={tag}"),
    "items-none-found": ("viewer", "/admin/items?q=nothingiscalledso"),
    "item-new": ("editor", "/admin/items/new"),
    "items-import": ("editor", "/admin/items/import"),
    "item": ("editor", "/admin/items/{item}"),
    "item-for-a-viewer": ("viewer", "/admin/items/{item}"),
    "item-delete": ("editor", "/admin/items/{item}/delete"),
    "tags": ("editor", "/admin/tags?limit=25"),
    "tag": ("editor", "/admin/tags/{tag}"),
    "tag-delete": ("editor", "/admin/tags/{tag}/delete"),
    "requests": ("admin", "/admin/requests?limit=25"),
    "users": ("admin", "/admin/users"),
    "user-new": ("admin", "/admin/users/new"),
    "user": ("admin", "/admin/users/1"),
    "user-delete": ("admin", "/admin/users/1/delete"),
    "account": ("viewer", "/admin/account"),
    "not-found": ("viewer", "/admin/nothing"),
    "item-gone": ("viewer", "/admin/items/999999999?q=tea"),
    "not-allowed": ("viewer", "/admin/users"),
}
REFUSED = {"not-found": 404, "item-gone": 404, "not-allowed": 403, "items-misread": 422}
either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture(scope="module")
def numbers(shop):
    """The ids of a store, of an item in it and of a tag on that."""
    items = api(shop).get("/item?limit=200").json()["items"]
    item = next(each for each in items if each["tags"])
    return {"item": item["id"], "store": item["store"]["id"], "tag": item["tags"][0]["id"]}


@either
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fit_for_all_eyes(visit, numbers, name, script):
    role, path = PAGES[name]
    page = visit(role, width=360)
    if not script:
        withhold_script(page)
    answer = page.goto(path.format(**numbers))
    assert answer.status == REFUSED.get(name, 200)
    assert shift(page) < 0.001
    assert faults_of(page, name, script) == []


@pytest.mark.parametrize("name", ["account", "item", "requests", "stores", "users"])
def test_nothing_moves_when_the_script_comes_late(visit, numbers, name):
    """Times are written anew for the reader's clock, and are longer or shorter then."""
    role, path = PAGES[name]
    page = visit(role, width=360)

    def late(route):
        time.sleep(0.4)
        route.continue_()

    page.route("**/assets/*.js", late)
    page.goto(path.format(**numbers))
    assert page.locator("time[title]").count() > 0, "the script has run"
    assert shift(page) < 0.001


def wrong_form(page, shop):
    page.goto("/admin/items/new")
    page.locator("form[method=post]").last.evaluate("form => form.noValidate = true")
    page.get_by_label("Price").fill("-1")
    page.get_by_role("button", name="Add the item").click()


def conflict(page, shop):
    """Somebody else saves while the page is open."""
    page.goto("/admin/stores/new")
    page.get_by_label("Name").fill("Two at once")
    page.get_by_role("button", name="Open the store").click()
    page.goto(page.url)
    address = page.url.removeprefix(shop.url)
    other = Person(shop, address_of("admin"))
    other.send(address, name="Theirs", currency="USD", version=other.value(address, "version"))
    page.get_by_label("Name").fill("Mine")
    page.get_by_role("button", name="Save").click()


def notice(page, shop):
    page.goto("/admin/stores/new")
    page.get_by_label("Name").fill("An announcement of " + "somelongwordthatnobodycanbreak" * 2)
    page.get_by_role("button", name="Open the store").click()


def signed_out(page, shop):
    page.goto("/admin/stores/new")
    page.get_by_label("Name").fill("Late")
    page.context.clear_cookies(name=COOKIE)
    page.get_by_role("button", name="Open the store").click()


def bulk(page, shop):
    page.goto("/admin/items?limit=25")
    page.get_by_text("Change many at once").click()
    page.get_by_label("All rows on this page").check()
    page.get_by_label("What", exact=True).select_option("price_percent")
    page.get_by_label("Amount, percent, tag or store").fill("-10")
    page.get_by_role("button", name="Show what would happen").click()
    page.get_by_role("region", name="The first changes").wait_for()


def bulk_bar(page, shop):
    page.goto("/admin/items?limit=25")
    page.get_by_text("Change many at once").click()
    page.get_by_label("All rows on this page").check()


def imported(page, shop):
    page.goto("/admin/items/import")
    rows = "name,price,store\nA lamp of brass,12.50,Nowhere\n,x,Nowhere\n"
    page.get_by_label("File").set_input_files({"name": "<b>lamps.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_role("button", name="Show what it would do").click()
    page.get_by_role("heading", name="Nothing was written").wait_for()


def wrong_password(page, shop):
    page.goto("/admin/account")
    page.get_by_label("The present password").fill("not it")
    page.get_by_label("The new password").fill("long enough for all")
    page.get_by_role("button", name="Change it").click()


STATES = {"wrong-form": wrong_form, "conflict": conflict, "notice": notice, "signed-out": signed_out,
          "bulk": bulk, "bulk-bar": bulk_bar, "imported": imported,
          "wrong-password": wrong_password}


@pytest.mark.parametrize("name", STATES)
def test_what_comes_of_a_form_is_fit_for_all_eyes(visit, shop, name):
    page = visit("editor", width=360)
    STATES[name](page, shop)
    try:
        assert faults_of(page, name, script=True) == []
    finally:
        sweep(shop)


def sweep(shop):
    """Takes the stores away that a picture needed, so that the next has the name."""
    admin = api(shop)
    for store in admin.get("/store?limit=100&sort=-id").json()["stores"][:1]:
        if store["items_count"] == 0:
            admin.delete(f"/store/{store['id']}")


@pytest.mark.parametrize("path", ["/admin/stores", "/admin/items", "/admin/items/new", "/admin/tags"])
def test_an_empty_shop_says_what_to_do(visit, path, empty_shop):
    page = visit("editor", server=empty_shop, width=360)
    page.goto(path)
    name = "empty" + path.removeprefix("/admin").replace("/", "-")
    assert page.locator(".empty a.button").count() == 1
    assert faults_of(page, name, script=True) == []
