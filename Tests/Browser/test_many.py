"""Many items at once: picked or by the filter, after a look at what would happen; and in files."""
import csv
import io

import pytest
from playwright.sync_api import expect

from people import api

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def said(page):
    return page.locator("main [role=status].notice")


@pytest.fixture
def store(shop):
    """A store of this test's own, with three items."""
    admin = api(shop)
    store = admin.post("/store", json={"name": f"Many {id(admin)}", "currency": "EUR"}).json()
    for name, price in (("Cup", 4), ("=Saucer", 3), ("Pot", 20)):
        admin.post("/item", json={"name": name, "price": price, "store_id": store["id"]})
    yield store
    admin.delete(f"/store/{store['id']}")


def prices(shop, store):
    items = api(shop).get(f"/item?store_id={store['id']}&limit=200").json()["items"]
    return {item["name"]: item["price"] for item in items}


def change(page, what, value, which=None):
    page.get_by_text("Change many at once").click()
    if which:
        page.get_by_label("Which").select_option(which)
    page.get_by_label("What", exact=True).select_option(what)
    page.get_by_label("Amount, percent, tag or store id").fill(value)
    page.get_by_role("button", name="Show what would happen").click()


@either
def test_the_picked_ones_are_changed_after_a_look(visit, shop, store, script):
    page = visit("editor", script=script)
    page.goto(f"/admin/items?store_id={store['id']}")
    for name in ("Cup", "Pot"):
        page.get_by_role("row", name=name).get_by_role("checkbox").check()
    change(page, "price_percent", "-25")
    expect(page.locator("main")).to_contain_text("2 items are meant")
    expect(page.get_by_role("row", name="Pot")).to_contain_text("15.00 EUR")
    assert prices(shop, store)["Pot"] == 20
    page.get_by_role("button", name="Change 2 items").click()
    expect(said(page)).to_be_visible()
    assert prices(shop, store) == {"Cup": 3, "=Saucer": 3, "Pot": 15}


@either
def test_all_that_match_are_deleted_and_no_others(visit, shop, store, script):
    page = visit("editor", script=script)
    page.goto(f"/admin/items?store_id={store['id']}&max_price=10")
    change(page, "delete", "", which="all")
    page.get_by_role("button", name="Delete 2 items").click()
    expect(said(page)).to_be_visible()
    assert prices(shop, store) == {"Pot": 20}


def test_a_box_picks_all_and_says_how_many(visit, store):
    page = visit("editor")
    page.goto(f"/admin/items?store_id={store['id']}")
    page.get_by_text("Change many at once").click()
    page.get_by_label("All rows on this page").check()
    expect(page.locator("#picked")).to_have_text("3 picked")
    page.get_by_role("row", name="Cup").get_by_role("checkbox").uncheck()
    expect(page.locator("#picked")).to_have_text("2 picked")


@either
def test_what_is_exported_can_be_changed_and_imported(visit, shop, store, script):
    page = visit("editor", script=script)
    page.goto(f"/admin/items?store_id={store['id']}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    text = download.value.path().read_text()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 3 and not any(value.startswith("=") for row in rows for value in row.values())
    file = {"name": "items.csv", "mimeType": "text/csv", "buffer": text.replace("Pot", "Tea pot").encode()}
    for deed, name in (("Show what it would do", "Pot"), ("Write it", "Tea pot")):
        page.goto("/admin/items/import")
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name=deed).click()
        expect(page.locator("dl.facts").first).to_contain_text("Changed1")
        assert prices(shop, store) == {"Cup": 4, "=Saucer": 3, name: 20}


@either
def test_the_faults_of_a_file_can_be_taken_home(visit, shop, store, script):
    page = visit("editor", script=script)
    rows = "name,price,store\n" + "".join(f"Cup {n},{n}x,nowhere\n" for n in range(150))
    page.goto("/admin/items/import")
    page.get_by_label("File").set_input_files({"name": "cups.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_role("region", name="Faults").locator("tbody tr")).to_have_count(200)
    expect(page.get_by_text("… and 100 more.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them as CSV").click()
    assert download.value.suggested_filename == "faults of cups.csv"
    faults = list(csv.DictReader(io.StringIO(download.value.path().read_text())))
    assert len(faults) == 300 and {fault["column"] for fault in faults} == {"price", "store"}
    assert prices(shop, store) == {"Cup": 4, "=Saucer": 3, "Pot": 20}
