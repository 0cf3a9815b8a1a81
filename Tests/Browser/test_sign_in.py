"""In and out of the panel, with script and without."""
import re

import pytest
from playwright.sync_api import expect

from people import Person, address_of, make_account
from servers import PASSWORD

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def sign_in(page, email, password=PASSWORD):
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@either
def test_whoever_signs_in_comes_to_where_they_wanted(visit, shop, script):
    page = visit(script=script)
    page.goto("/admin/items?q=tea&sort=-price")
    expect(page).to_have_title("Sign in · Souk")
    sign_in(page, address_of("viewer"))
    expect(page).to_have_url(f"{shop.url}/admin/items?q=tea&sort=-price")
    expect(page.get_by_role("link", name=address_of("viewer"))).to_be_visible()


@either
def test_a_wrong_password_is_said_and_the_address_kept(visit, script):
    page = visit(script=script)
    page.goto("/admin/login")
    sign_in(page, address_of("viewer"), "not the password")
    expect(page.get_by_role("alert")).to_contain_text("password")
    expect(page.get_by_label("E-mail")).to_have_value(address_of("viewer"))
    expect(page.get_by_label("Password")).to_have_value("")
    sign_in(page, address_of("viewer"))
    expect(page).to_have_title("Home · Souk")


@either
def test_nothing_is_shown_by_going_back_after_signing_out(visit, script):
    page = visit("editor", script=script)
    page.goto("/admin/items")
    expect(page.get_by_role("heading", name="Items")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in · Souk")
    page.go_back()
    expect(page).to_have_title("Sign in · Souk")
    page.goto("/admin/items")
    expect(page).to_have_title("Sign in · Souk")


@either
def test_a_form_that_is_sent_when_signed_out_can_be_sent_again(visit, shop, script):
    """What was written is not lost: sign in beside it, go back, send."""
    page = visit("editor", script=script)
    page.goto("/admin/stores/new")
    page.get_by_label("Name").fill(f"Patience {script}")
    page.context.clear_cookies()
    page.get_by_role("button", name="Open the store").click()
    expect(page).to_have_title("Signed out · Souk")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    sign_in(opened.value, address_of("editor"))
    expect(opened.value).to_have_title("Home · Souk")
    page.go_back()
    expect(page.get_by_label("Name")).to_have_value(f"Patience {script}")
    page.get_by_role("button", name="Open the store").click()
    expect(page.get_by_role("status").first).to_have_text(f"Patience {script} is open.")


def test_who_is_shut_out_is_out_at_once(visit, shop):
    make_account(shop, "shut@example.com", "editor")
    page = visit(email="shut@example.com")
    page.goto("/admin")
    expect(page).to_have_title("Home · Souk")
    admin = Person(shop, address_of("admin"))
    listed = admin.get("/admin/users?limit=200").text
    number = re.search(r'href="(/admin/users/\d+)">shut@example.com', listed)[1]
    assert admin.send(f"{number}/disabled", disabled="true").status_code == 303
    page.goto("/admin")
    expect(page).to_have_title("Sign in · Souk")
    sign_in(page, "shut@example.com")
    expect(page.get_by_role("alert")).to_be_visible()
