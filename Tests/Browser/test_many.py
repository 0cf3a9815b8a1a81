"""Many items at once: picked or by the filter, after a look at what would happen; and in files."""
import csv
import io

import pytest
from playwright.sync_api import expect

from looks import faults_of
from people import api

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def said(page):
    return page.locator("main [role=status].notice")


def prices(shop, store):
    items = api(shop).get(f"/item?store_id={store['id']}&limit=200").json()["items"]
    return {item["name"]: item["price"] for item in items}


def change(page, what, value, which=None):
    page.get_by_text("Change many at once").click()
    if which:
        page.get_by_label("Which").select_option(which)
    page.get_by_label("What", exact=True).select_option(what)
    page.get_by_label("Amount, percent, tag or store").fill(value)
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
def test_what_changed_since_the_look_is_shown_anew(visit, shop, store, script):
    page = visit("editor", script=script)
    page.goto(f"/admin/items?store_id={store['id']}")
    change(page, "price_percent", "10", which="all")
    expect(page.get_by_role("row", name="Cup")).to_contain_text("4.40 EUR")
    admin = api(shop)
    pot = next(item for item in admin.get(f"/item?store_id={store['id']}").json()["items"] if item["name"] == "Pot")
    admin.delete(f"/item/{pot['id']}")
    admin.post("/item", json={"name": "Kettle", "price": 500, "store_id": store["id"]})
    page.get_by_role("button", name="Change 3 items").click()
    expect(page.get_by_role("alert")).to_contain_text("have changed since you looked")
    expect(page.get_by_role("row", name="Kettle")).to_contain_text("550.00 EUR")
    assert prices(shop, store) == {"Cup": 4, "=Saucer": 3, "Kettle": 500}
    page.get_by_role("button", name="Change 3 items").click()
    expect(said(page)).to_be_visible()
    assert prices(shop, store) == {"Cup": 4.4, "=Saucer": 3.3, "Kettle": 550}


@either
def test_what_cannot_be_read_is_asked_for_again_and_nothing_is_lost(visit, shop, store, script):
    page = visit("editor", script=script)
    page.goto(f"/admin/items?store_id={store['id']}")
    for name in ("Cup", "Pot"):
        page.get_by_role("row", name=name).get_by_role("checkbox").check()
    change(page, "price_percent", "ten")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
    value = page.get_by_label("Amount, percent, tag or store")
    expect(value).to_have_value("ten")
    expect(value).to_have_accessible_description("The value must be a number")
    expect(page.get_by_label("What", exact=True)).to_have_value("price_percent")
    value.fill("10")
    page.get_by_role("button", name="Show what would happen").click()
    page.get_by_role("button", name="Change 2 items").click()
    expect(said(page)).to_be_visible()
    assert prices(shop, store) == {"Cup": 4.4, "=Saucer": 3, "Pot": 22}


def test_items_move_to_a_store_by_its_name(visit, shop, store):
    admin = api(shop)
    other = admin.post("/store", json={"name": f"Other {id(admin)}", "currency": "EUR"}).json()
    page = visit("editor")
    page.goto(f"/admin/items?store_id={store['id']}")
    change(page, "move", other["name"].upper(), which="all")
    expect(page.locator("main")).to_contain_text(f"They go to {other['name']}, whose prices are in EUR.")
    page.get_by_role("button", name="Change 3 items").click()
    expect(said(page)).to_be_visible()
    assert prices(shop, store) == {} and len(prices(shop, other)) == 3
    admin.delete(f"/store/{other['id']}")


def take(page, path, text, deed):
    """Sends a file that stays where it is: a page that is loaded again sends it again."""
    path.write_text(text)
    page.goto("/admin/items/import")
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name=deed).click()


@either
def test_what_is_exported_can_be_changed_tried_and_written_once(visit, shop, store, script, tmp_path):
    page = visit("editor", script=script)
    page.goto(f"/admin/items?store_id={store['id']}")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV" if page.get_by_role("link", name="CSV").count() else "Export").first.click()
    text = download.value.path().read_text()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 3 and not any(value.startswith("=") for row in rows for value in row.values())
    take(page, tmp_path / "items.csv", text.replace("Pot", "Tea pot"), "Show what it would do")
    expect(page.locator("dl.facts").first).to_contain_text("Changed1")
    assert prices(shop, store) == {"Cup": 4, "=Saucer": 3, "Pot": 20}
    page.get_by_role("button", name="Write this row").click()
    expect(page.get_by_role("heading", name="Written", exact=True)).to_be_visible()
    assert prices(shop, store) == {"Cup": 4, "=Saucer": 3, "Tea pot": 20}


@either
def test_a_file_is_written_once_however_often_its_page_is_loaded(visit, shop, store, script, tmp_path):
    page = visit("editor", script=script)
    for number, deeds in enumerate((["Write it"], ["Show what it would do", "Write these 2 rows"])):
        text = "Name,Price,Store\n" + "".join(f"Fork {number}{n},2,{store['name']}\n" for n in "ab")
        take(page, tmp_path / "forks.csv", text, deeds[0])
        for deed in deeds[1:]:
            page.get_by_role("button", name=deed).click()
        expect(page.get_by_role("heading", name="Written", exact=True)).to_be_visible()
        count = len(api(shop).get(f"/item?store_id={store['id']}&limit=200").json()["items"])
        assert count == 3 + 2 * (number + 1)
        for _ in range(2):
            page.reload()
            expect(page.get_by_role("heading", name="This file was written already")).to_be_visible()
        assert len(api(shop).get(f"/item?store_id={store['id']}&limit=200").json()["items"]) == count


@either
def test_nothing_is_offered_that_cannot_be_written(visit, shop, store, script, tmp_path):
    page = visit("editor", script=script)
    text = f"name,price,store\nFork,2,{store['name']}\nSpoon,x,{store['name']}\n"
    take(page, tmp_path / "forks.csv", text, "Show what it would do")
    expect(page.get_by_role("heading", name="Nothing was written: this was a trial")).to_be_visible()
    expect(page.get_by_role("button", name="Write")).to_have_count(0)
    page.goto("/admin/items/import")
    page.get_by_label("are left out, the others are written").check()
    page.get_by_label("File").set_input_files({"name": "f.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Show what it would do").click()
    page.get_by_role("button", name="Write this row").click()
    expect(page.get_by_role("heading", name="Written", exact=True)).to_be_visible()
    assert prices(shop, store) == {"Cup": 4, "=Saucer": 3, "Pot": 20, "Fork": 2}


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
    assert faults[-1]["value"] == "nowhere"
    assert prices(shop, store) == {"Cup": 4, "=Saucer": 3, "Pot": 20}


def a_value_that_cannot_be_read(page, shop, store, folder):
    page.goto(f"/admin/items?store_id={store['id']}")
    page.get_by_role("row", name="Cup").get_by_role("checkbox").check()
    change(page, "move", "nowhere")
    page.get_by_role("alert").wait_for()


def a_move(page, shop, store, folder):
    page.goto(f"/admin/items?store_id={store['id']}")
    change(page, "move", store["name"], which="all")
    page.get_by_text("are so already").wait_for()


def a_trial(page, shop, store, folder):
    take(page, folder / "forks.csv", f"name,price,store\nFork,2,{store['name']}\n", "Show what it would do")
    page.get_by_role("button", name="Write this row").wait_for()


def a_second_writing(page, shop, store, folder):
    a_trial(page, shop, store, folder)
    page.get_by_role("button", name="Write this row").click()
    page.get_by_role("heading", name="Written", exact=True).wait_for()
    page.reload()
    page.get_by_role("heading", name="This file was written already").wait_for()


def a_store_that_has_grown(page, shop, store, folder):
    page.goto(f"/admin/stores/{store['id']}/delete")
    api(shop).post("/item", json={"name": "New", "price": 1, "store_id": store["id"]})
    page.get_by_role("button", name="Delete the store").click()
    page.get_by_text("4 items go with it").wait_for()


def a_tag_that_is_refused(page, shop, store, folder):
    page.goto(f"/admin/stores/{store['id']}")
    for _ in range(2):
        page.get_by_label("New tag").fill("sale")
        page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("is another tag's of this store already").first.wait_for()
    expect(page.get_by_label("New tag")).to_have_value("sale")


@pytest.mark.parametrize("state", [
    a_value_that_cannot_be_read, a_move, a_trial, a_second_writing, a_store_that_has_grown, a_tag_that_is_refused])
def test_what_comes_of_many_is_fit_for_all_eyes(visit, shop, store, tmp_path, state):
    page = visit("editor", width=360)
    state(page, shop, store, tmp_path)
    assert faults_of(page, state.__name__, script=True) == []
