"""Lists: searched, filtered, sorted, turned page by page; every view has an address that can be kept."""
import json
import re

import pytest
from playwright.sync_api import expect

from hands import Hands
from people import api

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def parsed(page):
    """The page when all of it is there: a click waits only until the next one has begun."""
    page.wait_for_load_state("domcontentloaded")
    return page


def names(page):
    return parsed(page).locator("table.list tbody th[scope=row] a").all_inner_texts()


def column(page, number):
    return parsed(page).locator(f"table.list tbody tr > :nth-child({number})").all_inner_texts()


def heading(page, name):
    return page.get_by_role("columnheader", name=name)


def prices(page):
    return [float(re.search(r"[\d.]+(?= \w{3})", text.replace(",", ""))[0]) for text in
            parsed(page).locator("table.list tbody td.number", has_text=re.compile("[A-Z]{3}$")).all_inner_texts()]


@either
def test_items_are_searched_and_filtered_by_an_address_that_can_be_kept(visit, shop, script):
    page = visit("viewer", script=script)
    page.goto("/admin/items")
    store = page.get_by_label("Store").locator("option").nth(1).inner_text()
    page.get_by_role("searchbox").fill("chair")
    page.get_by_label("Store").select_option(index=1)
    page.get_by_label("Price from").fill("100")
    page.get_by_label("Price to").fill("300.50")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"/admin/items\?.*q=chair"))
    assert "tag=" not in page.url and "after=" not in page.url
    found, address = names(page), page.url
    assert found and all(100 <= price <= 300.5 for price in prices(page))
    expect(page.get_by_role("cell", name=store)).to_have_count(len(found))
    other = visit("admin", script=script)
    other.goto(address)
    assert names(other) == found
    expect(other.get_by_label("Price to")).to_have_value("300.50")
    other.get_by_role("link", name="All items").click()
    expect(other).to_have_url(f"{shop.url}/admin/items")


@either
def test_a_slip_in_a_box_costs_nothing_but_that_box(visit, script):
    page = visit("viewer", script=script)
    page.goto("/admin/items")
    page.get_by_role("searchbox").fill("chair")
    page.get_by_label("Price from").fill("12,50")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("navigation", name="Panel")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Price from must be a number such as 15 or 15.99")
    box = page.get_by_label("Price from")
    expect(box).to_have_value("12,50")
    expect(box).to_have_accessible_description(re.compile("must be a number"))
    expect(page.get_by_role("searchbox")).to_have_value("chair")
    assert names(page) and all("chair" in name.lower() for name in names(page)[:3])
    box.fill("12.50")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert names(page) and all(price >= 12.5 for price in prices(page))


@either
@pytest.mark.parametrize("list", ["stores", "items", "tags", "users", "requests"])
def test_a_list_whose_address_was_garbled_is_shown_all_the_same(visit, script, list):
    page = visit("admin", script=script)
    page.goto(f"/admin/{list}?limit=many&after=garbled&what=this")
    expect(page.get_by_role("alert")).to_contain_text("what")
    expect(page.locator("table.list tbody tr").first).to_be_visible()
    expect(page.get_by_role("link", name=list.capitalize(), exact=True)).to_have_attribute("aria-current", "page")


@either
def test_what_is_gone_says_so_and_leads_back_to_the_list(visit, script):
    page = visit("viewer", script=script)
    page.goto("/admin/items/999999999?q=oak&sort=-price")
    expect(page.get_by_role("heading", level=1)).to_have_text("This item is not there any more")
    expect(page.get_by_role("banner")).to_contain_text("viewer@example.com")
    page.get_by_role("link", name="To the items").click()
    expect(page).to_have_url(re.compile(r"/admin/items\?q=oak&sort=-price$"))
    page.goto("/admin/stores/new")
    expect(page.get_by_role("navigation", name="Panel")).to_be_visible()
    page.get_by_role("link", name="To the stores").click()
    expect(page).to_have_url(re.compile("/admin/stores$"))


@either
def test_several_tags_are_asked_for_at_once_and_stay(visit, shop, script):
    admin = api(shop)
    item = next(item for item in admin.get("/item?limit=200").json()["items"] if len(item["tags"]) > 1)
    first, second = [tag["name"] for tag in item["tags"]][:2]
    page = visit("viewer", script=script)
    page.goto("/admin/items?limit=200")
    page.get_by_label("Tags, with commas").fill(f"{first}, {second}")
    page.get_by_role("button", name="Show").click()
    assert item["name"] in names(page)
    for tags in parsed(page).locator("tr:has(ul.tags) ul.tags").all_inner_texts():
        assert {first, second} <= set(tags.split("\n"))
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Tags, with commas")).to_have_value(f"{first}, {second}")


@either
def test_the_days_on_which_items_were_added_are_chosen(visit, shop, script):
    total = api(shop).get("/item?count=true&limit=1").json()["total"]
    page = visit("viewer", script=script)
    page.goto("/admin/items?limit=25")
    page.get_by_label("Added from").fill("2020-02-29")
    page.get_by_role("button", name="Show").click()
    expect(heading(page, "Added")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("link", name="count them all").click()
    expect(page.get_by_role("navigation", name="Pages")).to_contain_text(f"25 rows of {total:,}")
    page.get_by_label("Added to").fill("2020-03-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("No item is like this.")


@either
def test_the_pages_of_a_list_are_reached_without_going_through_it(visit, script):
    page = visit("editor", script=script)
    page.goto("/admin/items")
    hands = Hands(page)
    hands.tab_to("link", "Skip the list")
    hands.press("Enter")
    hands.tab_to("link", "Next →", most=6)
    hands.press("Enter")
    expect(page).to_have_url(re.compile("after="))


@either
def test_a_filtered_list_is_had_as_a_file_of_either_kind(visit, script):
    page = visit("viewer", script=script)
    page.goto("/admin/items?q=oak&sort=name")
    found = names(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="as NDJSON").click()
    lines = [json.loads(line) for line in download.value.path().read_text().splitlines()]
    assert [line["name"] for line in lines][:len(found)] == found


@pytest.fixture(scope="module")
def crowded_shop(serve):
    """A shop of more stores than a list of them takes."""
    server = serve(items=1_000)
    admin = api(server)
    stores = {}
    for number in range(205):
        store = admin.post("/store", json={"name": f"Stall {number:03}", "currency": "EUR"}).json()
        stores[store["name"]] = store["id"]
    admin.post("/item", json={"name": "Odd cup", "price": 4, "store_id": stores["Stall 204"]})
    return server


@either
def test_of_many_stores_one_is_typed(visit, crowded_shop, script):
    page = visit("editor", server=crowded_shop, script=script)
    store = page.get_by_label("Store", exact=True)
    for list in ("items", "tags"):
        page.goto(f"/admin/{list}?sort=name")
        store.fill("stall 204")
        page.get_by_role("button", name="Show").click()
        expect(page).to_have_url(re.compile(rf"/admin/{list}\?sort=name&store_id=\d+$"))
        expect(store).to_have_value("Stall 204")
        store.fill("Nowhere")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_text("Store must be the name of a store").first).to_be_visible()
        expect(store).to_have_value("Nowhere")
    page.goto("/admin/items?q=odd")
    page.get_by_role("link", name="Odd cup").click()
    expect(store).to_have_value("Stall 204")
    store.fill("Nowhere")
    page.get_by_role("button", name="Save").click()
    expect(store).to_have_value("Nowhere")
    store.fill("Stall 203")
    page.get_by_role("button", name="Save").click()
    expect(store).to_have_value("Stall 203")
    store.fill("stall 204")
    page.get_by_role("button", name="Save").click()
    expect(store).to_have_value("Stall 204")


def test_a_store_whose_name_goes_elsewhere_meanwhile_is_still_the_one_that_was_shown(visit, crowded_shop):
    admin = api(crowded_shop)
    store = admin.get("/store", params={"q": "stall 150"}).json()["stores"][0]["id"]
    item = admin.post("/item", json={"name": "Chair", "price": 9, "store_id": store}).json()["id"]
    page = visit("editor", server=crowded_shop)
    page.goto(f"/admin/items/{item}")
    expect(page.get_by_label("Store", exact=True)).to_have_value("Stall 150")
    admin.patch(f"/store/{store}", json={"name": "Elm"})
    admin.post("/store", json={"name": "Stall 150", "currency": "EUR"})
    box = page.get_by_label("Store", exact=True)
    box.fill("Stall 151")
    page.get_by_label("Price").fill("nonsense")
    page.get_by_role("button", name="Save").click()
    expect(box).to_have_value("Stall 151")
    expect(page.locator("[name=store_was]")).to_have_value("Stall 151")
    page.goto(f"/admin/items/{item}")
    expect(box).to_have_value("Elm")
    page.get_by_label("Price").fill("12.00")
    page.get_by_role("button", name="Save").click()
    expect(box).to_have_value("Elm")
    found = admin.get(f"/item/{item}").json()
    assert found["store"]["id"] == store and float(found["price"]) == 12


@either
def test_a_heading_sorts_and_sorts_back(visit, script):
    page = visit("viewer", script=script)
    page.goto("/admin/items?limit=25")
    heading(page, "Price").get_by_role("link").click()
    expect(heading(page, "Price")).to_have_attribute("aria-sort", "ascending")
    assert prices(page) == sorted(prices(page))
    heading(page, "Price").get_by_role("link").click()
    expect(heading(page, "Price")).to_have_attribute("aria-sort", "descending")
    assert prices(page) == sorted(prices(page), reverse=True) and len(prices(page)) == 25


@either
def test_one_goes_from_item_to_item_as_the_list_has_them(visit, script):
    page = visit("editor", script=script)
    page.goto("/admin/items?q=oak&sort=-price&limit=25")
    found, address = names(page), page.url
    page.locator("table.list tbody th[scope=row] a").first.click()
    walked = [page.locator("h1").inner_text()]
    expect(page.get_by_role("link", name="Previous")).to_have_count(0)
    for _ in found[1:]:
        page.get_by_role("link", name="Next").click()
        walked.append(page.locator("h1").inner_text())
    assert walked == found
    page.get_by_role("link", name="Previous").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text(found[-2])
    page.get_by_label("Where this is").get_by_role("link", name="Items").click()
    assert page.url == address and names(page) == found


@either
def test_every_item_is_on_one_page_of_the_list(visit, shop, script):
    page = visit("viewer", script=script)
    page.goto("/admin/items?limit=200&sort=name&max_price=40")
    seen = names(page)
    while parsed(page).get_by_role("link", name="Next →").count():
        page.get_by_role("link", name="Next →").click()
        seen += names(page)
    total = api(shop).get("/item?max_price=40&count=true&limit=1").json()["total"]
    assert len(seen) == total > 200
    assert "max_price=40" in page.url and "sort=name" in page.url


@either
def test_the_size_of_a_page_is_chosen(visit, script):
    page = visit("viewer", script=script)
    page.goto("/admin/items?sort=-id")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="25", exact=True).click()
    assert len(names(page)) == 25 and "sort=-id" in page.url


@either
def test_a_tag_leads_to_its_items(visit, script):
    page = visit("viewer", script=script)
    page.goto("/admin/items")
    tag = page.locator("ul.tags a").first
    name = tag.inner_text()
    tag.click()
    assert names(page)
    assert all(name in tags for tags in parsed(page).locator("tr:has(ul.tags) ul.tags").all_inner_texts())
    filters = page.get_by_role("list", name="Further filters")
    expect(filters).to_contain_text(f"Tag: {name}, of ")
    filters.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/admin/items$"))


@either
def test_tags_are_filtered_by_store_and_name(visit, script):
    page = visit("viewer", script=script)
    page.goto("/admin/tags?sort=name")
    box = page.get_by_label("Store")
    store = box.locator("option").nth(1).inner_text()
    box.select_option(index=1)
    page.get_by_role("searchbox").fill("b")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("store_id="))
    found = names(page)
    assert found and all(name.startswith("b") for name in found)
    expect(page.get_by_role("cell", name=store)).to_have_count(len(found))


def test_times_are_shown_by_the_readers_clock(visit):
    page = visit("viewer")
    page.goto("/admin/items?limit=25")
    expect(page.locator("time").first).to_have_attribute("title", re.compile("UTC$"))
    page = visit("viewer", script=False)
    page.goto("/admin/items?limit=25")
    expect(page.locator("time").first).to_contain_text("UTC")


def test_a_printed_list_is_the_list_alone(visit):
    page = visit("viewer")
    page.goto("/admin/items?limit=25")
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator("table.list")).to_be_visible()
