"""Lists: searched, filtered, sorted, turned page by page; every view has an address that can be kept."""
import re

import pytest
from playwright.sync_api import expect

from people import api

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def names(page):
    return page.locator("table.list tbody th[scope=row] a").all_inner_texts()


def column(page, number):
    return page.locator(f"table.list tbody tr > :nth-child({number})").all_inner_texts()


def heading(page, name):
    return page.get_by_role("columnheader", name=name)


def prices(page):
    return [float(re.search(r"[\d.]+(?= \w{3})", text.replace(",", ""))[0]) for text in
            page.locator("table.list tbody td.number", has_text=re.compile("[A-Z]{3}$")).all_inner_texts()]


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
    while page.get_by_role("link", name="Next →").count():
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
    assert all(name in tags for tags in page.locator("tr:has(ul.tags) ul.tags").all_inner_texts())


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
