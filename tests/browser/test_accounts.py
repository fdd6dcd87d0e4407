"""Signing in with a real browser: a passkey that opens the door alone, codes from an app, and the pages around them."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from team.enums import Role, SignIn
from team.models import HumanSession, User
from tests.browser import walk
from tests.browser.conftest import PageAs
from tests.factories.team import PASSWORD, UserFactory
from tests.team import doors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


def has_a_finger(page: Page) -> None:
    """This browser keeps passkeys and is touched by the right finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def with_password(page: Page, user: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_made_and_opens_the_door_alone(visitor: Page) -> None:
    maya = UserFactory.create(name="Maya Okafor", role=Role.ADMIN)
    has_a_finger(visitor)
    with_password(visitor, maya)
    expect(visitor.get_by_role("button", name="Your account, Maya Okafor")).to_be_visible()
    visitor.goto("/accounts/passkeys/new/")
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_role("button", name="Continue").click()
    visitor.get_by_label("What you call it").fill("My laptop")
    visitor.get_by_role("button", name="Make the passkey").click()
    expect(visitor.get_by_role("link", name="Download the codes")).to_be_visible()
    visitor.goto("/settings/sign-in/")
    expect(visitor.get_by_role("region", name="Passkeys")).to_contain_text("My laptop")

    visitor.get_by_role("button", name="Your account, Maya Okafor").click()
    visitor.get_by_role("button", name="Sign out").click()
    visitor.get_by_role("button", name="Sign in with a passkey").click()

    expect(visitor.get_by_role("button", name="Your account, Maya Okafor")).to_be_visible()
    session = HumanSession.objects.get(user=maya, revoked_at=None)
    assert (session.auth_method, session.second_factor) == (SignIn.PASSKEY, "webauthn")
    with_password_and_passkey(visitor, maya)


def with_password_and_passkey(page: Page, user: User) -> None:
    """The same passkey in place of the code after the password."""
    page.get_by_role("button", name="Your account, Maya Okafor").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    with_password(page, user)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Your account, Maya Okafor")).to_be_visible()
    session = HumanSession.objects.get(user=user, revoked_at=None)
    assert (session.auth_method, session.second_factor) == (SignIn.PASSWORD, "webauthn")


def test_without_a_passkey_the_door_says_so_and_the_password_still_opens_it(visitor: Page) -> None:
    has_a_finger(visitor)
    visitor.goto("/accounts/login/")
    visitor.get_by_role("button", name="Sign in with a passkey").click()
    expect(visitor.get_by_role("alert")).to_have_text(
        "No passkey was used. You can sign in with your password."
    )


def test_codes_from_an_app_are_set_up_and_asked_for_without_javascript(
    new_context: Callable[..., BrowserContext],
) -> None:
    maya = UserFactory.create(name="Maya Okafor", role=Role.ADMIN)
    page = new_context(java_script_enabled=False).new_page()
    with_password(page, maya)
    page.goto("/accounts/app/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    secret = page.locator("#secret").inner_text()
    page.get_by_role("textbox", name="Code").fill(doors.code_now(secret))
    page.get_by_role("button", name="Ask for these codes from now on").click()
    codes = page.locator(".codes li").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the codes").click()
    assert download.value.path().read_text().split() == codes
    assert Authenticator.objects.filter(user=maya, type="totp").exists()

    page.context.clear_cookies()
    with_password(page, maya)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_role("textbox", name="Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/team/$"))


def test_every_page_of_signing_in_is_sound_on_a_desk_and_on_a_phone(
    visitor: Page, page_as: PageAs
) -> None:
    noor = UserFactory.create(name="Noor Haddad", role=Role.ADMIN)
    maya = UserFactory.create(name="Maya Okafor")
    User.objects.create_user("aoife@fernhill.example", None, name="Aoife Ní Bhriain")
    asked = UserFactory.create(name="Ines Duarte")
    doors.with_an_app(asked)
    assert walk.faults(visitor, ["/accounts/login/"], "accounts-door") == {}
    with_password(visitor, asked)
    expect(visitor.get_by_role("heading", name="Your second factor")).to_be_visible()
    assert walk.faults(visitor, ["/accounts/code/"], "accounts-code") == {}

    page = page_as(noor)
    page.goto("/accounts/app/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Codes from an app")).to_be_visible()
    page.goto(f"/settings/people-and-roles/{maya.pk}/")
    page.get_by_role("button", name="Make a new link for Maya").click()
    expect(page.locator("#link")).to_contain_text("/accounts/welcome/")
    pages = [
        "/accounts/app/",
        "/accounts/passkeys/new/",
        "/accounts/password/change/",
        "/settings/sign-in/",
        "/settings/people-and-roles/",
        f"/settings/people-and-roles/{maya.pk}/",
    ]
    assert walk.faults(page, pages, "accounts") == {}
