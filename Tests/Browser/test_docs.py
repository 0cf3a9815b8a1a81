"""/docs in a browser: read, searched, signed in to and tried; and read without script."""
import re

import pytest
from playwright.sync_api import expect

from looks import ARTIFACTS, faults_of, violations, withhold_script
from people import address_of
from servers import PASSWORD

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def authorize(page, role="editor", password=PASSWORD):
    page.get_by_label("E-mail").fill(address_of(role))
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def operation(page, name):
    return page.locator(f"article#{name}")


def attempt(page, name, body=None, **boxes):
    """Opens an operation's form, fills it and sends it; the line that says how it went."""
    section = operation(page, name)
    details = section.locator("details.try")
    if details.get_attribute("open") is None:
        details.locator("> summary").click()
    for label, value in boxes.items():
        section.get_by_label(label, exact=True).fill(value)
    if body is not None:
        section.get_by_label("Body").fill(body)
    section.get_by_role("button", name="Send").click()
    return section.locator(".outcome")


@either
@pytest.mark.parametrize("path", ["/docs", "/problems", "/problems/store_name_taken", "/"])
def test_a_page_about_the_api_is_fit_for_all_eyes(visit, path, script):
    page = visit(width=360)
    if not script:
        withhold_script(page)
    assert page.goto(path).status == 200
    name = path.strip("/").replace("/", "-") or "root"
    assert faults_of(page, name, script) == []


def test_what_can_be_opened_is_fit_for_all_eyes(visit):
    page = visit(width=360)
    page.goto("/docs")
    authorize(page)
    expect(page.locator("#who")).to_have_text(f"Signed in as {address_of('editor')}.")
    expect(attempt(page, "list_items", limit="2")).to_contain_text("200 OK")
    page.locator("#create_item").get_by_label("Python").check()
    page.evaluate("document.querySelectorAll('#create_item details').forEach(each => each.open = true)")
    page.screenshot(path=ARTIFACTS / "docs-opened-360-light.png", full_page=True)
    assert violations(page) == []


def test_whoever_signs_in_can_try_what_is_locked(visit):
    page = visit()
    page.goto("/docs")
    authorize(page)
    expect(page.locator("#who")).to_have_text(f"Signed in as {address_of('editor')}.")
    outcome = attempt(page, "list_items", limit="1", q="a")
    expect(outcome).to_have_text(re.compile(r"^200 OK, \d+ ms$"))
    answer = operation(page, "list_items").locator("pre.content")
    expect(answer).to_contain_text(re.compile(r'^\{\n  "items": \[\n    \{\n      "id": \d+,\n'))
    operation(page, "list_items").locator("summary", has_text="Headers").click()
    expect(operation(page, "list_items").locator("pre.headers")).to_contain_text('etag: "')
    expect(attempt(page, "get_item", item_id="1")).to_contain_text("200 OK")


def test_what_is_created_by_trying_is_there(visit):
    page = visit()
    page.goto("/docs")
    authorize(page)
    expect(page.locator("#who")).to_be_visible()
    name = "Tried in a browser"
    expect(attempt(page, "create_store", f'{{"name": "{name}"}}')).to_contain_text("201 Created")
    expect(operation(page, "create_store").locator("pre.content")).to_contain_text(f'"name": "{name}"')
    expect(attempt(page, "list_stores", q=name)).to_contain_text("200 OK")
    expect(operation(page, "list_stores").locator("pre.content")).to_contain_text(f'"name": "{name}"')


def test_tokens_are_renewed_kept_by_the_tab_and_given_up(visit):
    page = visit()
    page.goto("/docs")
    authorize(page)
    expect(page.locator("#who")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0 and page.context.cookies() == []
    page.reload()
    expect(page.locator("#who")).to_be_visible()
    before = page.evaluate("JSON.parse(sessionStorage.getItem('souk-tokens'))")
    page.evaluate("""() => {
        const tokens = JSON.parse(sessionStorage.getItem("souk-tokens"));
        sessionStorage.setItem("souk-tokens", JSON.stringify({...tokens, until: 0}));
    }""")
    expect(attempt(page, "get_user_me")).to_contain_text("200 OK")
    after = page.evaluate("JSON.parse(sessionStorage.getItem('souk-tokens'))")
    assert after["refresh"] != before["refresh"] and after["since"] == before["since"]
    expect(attempt(page, "refresh")).to_contain_text("200 OK")
    expect(attempt(page, "get_user_me")).to_contain_text("200 OK")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_refusal_is_shown_as_it_is(browser, shop):
    """In a window of its own: a browser tells its console of every refusal."""
    with shop.client() as client:
        address = client.headers["X-Forwarded-For"]
    context = browser.new_context(base_url=shop.url, extra_http_headers={"X-Forwarded-For": address})
    page = context.new_page()
    page.goto("/docs")
    authorize(page, password="not the password")
    expect(page.locator("#authorization")).to_have_text("Not signed in: e-mail and password do not match an account.")
    expect(attempt(page, "list_items")).to_contain_text("401 Unauthorized: authorization_required")
    expect(attempt(page, "create_store", '{"name": ""}')).to_contain_text("422 Unprocessable Entity: validation_failed")
    expect(operation(page, "create_store").locator("pre.content")).to_contain_text('"pointer": "/name"')
    context.close()


def test_a_search_leaves_what_has_all_its_words(visit):
    page = visit()
    page.goto("/docs")
    page.keyboard.press("/")
    page.keyboard.type("tag delete")
    expect(page.locator("#found")).to_have_text(re.compile(r"^\d+ of \d+ operations$"))
    expect(operation(page, "delete_tag")).to_be_visible()
    expect(operation(page, "list_stores")).to_be_hidden()
    expect(page.locator(".contents a[href='#list_stores']")).to_be_hidden()
    page.get_by_label("Search").fill("currency_mismatch")
    expect(operation(page, "patch_item")).to_be_visible()
    expect(operation(page, "create_item")).to_be_hidden()
    page.get_by_label("Search").fill("nothing is called so")
    expect(page.locator("#found")).to_have_text(re.compile("^0 of"))
    page.get_by_label("Search").fill("")
    expect(operation(page, "list_stores")).to_be_visible()


def test_a_deep_link_leads_to_its_operation(visit):
    page = visit()
    page.goto("/docs#create_item_tag")
    expect(operation(page, "create_item_tag")).to_be_in_viewport()
    page.locator(".contents").get_by_role("link", name="List and search items").click()
    expect(page).to_have_url(re.compile("#list_items$"))
    expect(operation(page, "list_items")).to_be_in_viewport()


def test_a_language_is_chosen_for_all_snippets_and_remembered(visit, shop):
    page = visit()
    page.goto("/docs")
    curl, python = (operation(page, "create_item").locator(f"pre.{name}") for name in ("curl", "python"))
    expect(curl).to_contain_text(f"{shop.url}/item")
    expect(python).to_be_hidden()
    operation(page, "get_item").get_by_label("Python").check()
    expect(python).to_contain_text("httpx.post(")
    expect(curl).to_be_hidden()
    page.reload()
    expect(python).to_be_visible()


def test_tabs_are_chosen_by_keyboard(visit):
    page = visit()
    page.goto("/docs")
    section = operation(page, "get_store")
    section.get_by_label("curl").focus()
    page.keyboard.press("ArrowRight")
    expect(section.locator("pre.swift")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(section.locator("pre.curl")).to_be_visible()


def test_without_script_all_can_be_read_and_the_page_says_what_cannot_be_done(visit):
    page = visit(script=False)
    page.goto("/docs")
    expect(page.locator("noscript p")).to_contain_text("can be read without script")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in")).to_be_hidden()
    expect(page.get_by_text("Try it").first).to_be_hidden()
    operation(page, "get_item").get_by_text("JavaScript").click()
    expect(operation(page, "get_item").locator("pre.javascript")).to_be_visible()
    page.locator(".contents").get_by_role("link", name="Delete an item").click()
    expect(operation(page, "delete_item")).to_be_in_viewport()


def test_an_error_leads_to_its_page(visit):
    page = visit()
    page.goto("/docs")
    operation(page, "delete_tag").get_by_role("link", name="tag_in_use").click()
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()
    expect(page.get_by_text("curl -X DELETE $SOUK/tag/1")).to_be_visible()
