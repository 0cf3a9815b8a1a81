"""Accounts by hand: an admin makes, changes and shuts them out; everybody sees what they may, and their own page."""
import pytest
from playwright.sync_api import expect

from people import address_of, make_account
from servers import PASSWORD

either = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def said(page):
    return page.locator("main [role=status]").first


@either
def test_an_admin_makes_an_account_raises_it_and_shuts_it_out(visit, shop, script):
    email = f"new-{script}@example.com".lower()
    page = visit("admin", script=script)
    page.goto("/admin")
    page.get_by_role("link", name="Users", exact=True).click()
    page.get_by_role("link", name="New account").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(email)
    page.get_by_label("Role", exact=True).select_option("editor")
    page.get_by_role("button", name="Set the role").click()
    expect(said(page)).to_have_text(f"{email} is editor now.")
    theirs = visit(email=email, script=script)
    theirs.goto("/admin/stores/new")
    expect(theirs.get_by_role("button", name="Open the store")).to_be_visible()
    page.get_by_role("button", name="Shut it out").click()
    expect(said(page)).to_contain_text("shut out")
    theirs.reload()
    expect(theirs).to_have_title("Sign in · Souk")
    page.get_by_role("button", name="Let it in again").click()
    expect(said(page)).to_contain_text("may sign in again")
    page.get_by_role("link", name="Delete …").click()
    page.get_by_role("button", name="Delete the account").click()
    expect(said(page)).to_contain_text(f"The account of {email} is deleted")


@either
def test_an_admin_gives_a_new_password_to_who_forgot_theirs(visit, shop, script):
    email = f"forgot-{script}@example.com".lower()
    make_account(shop, email, "viewer")
    page = visit("admin", script=script)
    page.goto("/admin/users?limit=200")
    page.get_by_role("link", name=email).click()
    page.get_by_label("Password").fill("a password that I tell")
    page.get_by_role("button", name="Set the password").click()
    expect(said(page)).to_contain_text("The password is set")
    theirs = visit(script=script)
    theirs.goto("/admin/account")
    theirs.get_by_label("E-mail").fill(email)
    theirs.get_by_label("Password").fill("a password that I tell")
    theirs.get_by_role("button", name="Sign in").click()
    theirs.get_by_label("The present password").fill("a password that I tell")
    theirs.get_by_label("The new password").fill("one of my own, long")
    theirs.get_by_role("button", name="Change it").click()
    expect(said(theirs)).to_contain_text("Your password is changed")


def test_nobody_locks_the_last_door_behind_themselves(visit):
    page = visit("admin")
    page.goto("/admin/users")
    page.get_by_role("link", name=address_of("admin")).last.click()
    expect(page.get_by_text("This is your own account")).to_be_visible()
    expect(page.get_by_role("button", name="Shut it out")).to_have_count(0)
    expect(page.get_by_role("link", name="Delete …")).to_have_count(0)


@pytest.mark.parametrize("role, sees", [("viewer", False), ("editor", False), ("admin", True)])
def test_only_admins_are_led_to_accounts(visit, role, sees):
    page = visit(role)
    page.goto("/admin")
    expect(page.get_by_role("link", name="Users", exact=True)).to_have_count(int(sees))
    answer = page.goto("/admin/users")
    assert answer.status == (200 if sees else 403)


@either
def test_a_viewer_looks_and_finds_nothing_to_change(visit, script):
    page = visit("viewer", script=script)
    for path in ("/admin/stores", "/admin/stores/1", "/admin/items", "/admin/items/1", "/admin/tags", "/admin/tags/1"):
        assert page.goto(path).status == 200
        expect(page.locator("main form[method=post]")).to_have_count(0)
        expect(page.locator("main .primary, main .danger")).to_have_count(0)
