"""A code after the password: nobody is in before it, a code is good once, and a lost phone is not the end."""

from base64 import b64encode

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from team.enums import AuditKind, Role, SecondFactor, SignIn
from team.models import AuditEvent, HumanSession, SecondFactorDemand
from team.refusals import Refused
from team.services import second_factor
from tests.factories.team import UserFactory
from tests.team import doors
from tests.times import NOW

pytestmark = pytest.mark.django_db
SETTINGS = "/settings/sign-in/"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


def test_between_the_password_and_the_code_there_is_nobody() -> None:
    maya = UserFactory.create()
    doors.with_an_app(maya)

    client = doors.sign_in(maya)

    assert not HumanSession.objects.filter(user=maya).exists()
    assert client.get(SETTINGS).status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    doors.give_code(client, doors.code_now())
    session = HumanSession.objects.get(user=maya)
    assert (session.auth_method, session.second_factor) == (SignIn.PASSWORD, SecondFactor.TOTP)
    assert client.get(SETTINGS).status_code == 200


def test_a_code_is_good_once() -> None:
    maya = UserFactory.create()
    doors.with_an_app(maya)
    code = doors.code_now()
    doors.give_code(doors.sign_in(maya), code)

    answer = doors.give_code(doors.sign_in(maya), code)

    assert "is not right, or was used already" in doors.words(answer)
    assert HumanSession.objects.filter(user=maya).count() == 1


def test_the_code_that_set_an_app_up_opens_nothing_more() -> None:
    maya = UserFactory.create()
    client = doors.sign_in(maya)
    doors.again(client)
    address = reverse("mfa_activate_totp")
    code = doors.code_now(client.get(address).context["form"].secret)
    assert client.post(address, {"code": code}).status_code == 302

    answer = doors.give_code(doors.sign_in(maya), code)

    assert "is not right, or was used already" in doors.words(answer)
    assert HumanSession.objects.filter(user=maya).count() == 1


def test_a_recovery_code_gets_somebody_in_once() -> None:
    maya = UserFactory.create()
    first, *_others = doors.with_an_app(maya)

    doors.give_code(doors.sign_in(maya), first)
    doors.give_code(doors.sign_in(maya), first)

    session = HumanSession.objects.get(user=maya)
    assert session.second_factor == SecondFactor.RECOVERY_CODE


@pytest.mark.parametrize("guess", ["000000", "12345678"], ids=["a code", "a recovery code"])
def test_after_five_wrong_codes_even_the_right_one_waits(guess: str) -> None:
    maya = UserFactory.create()
    doors.with_an_app(maya)
    client = doors.sign_in(maya)
    for _ in range(5):
        doors.give_code(client, guess)

    answer = doors.give_code(client, doors.code_now())

    assert "Wait five minutes" in doors.words(answer)
    assert not HumanSession.objects.filter(user=maya).exists()


def test_the_secret_is_kept_sealed_with_the_key_of_web() -> None:
    maya = UserFactory.create()
    codes = doors.with_an_app(maya)

    kept = str(Authenticator.objects.filter(user=maya).values_list("data", flat=True))

    assert doors.SECRET not in kept
    assert not any(code in kept for code in codes)
    assert doors.opened(doors.kept_secret(maya)) == doors.SECRET


def test_an_app_is_set_up_after_the_password_once_more_and_its_codes_are_shown_once() -> None:
    maya = UserFactory.create()
    client = doors.sign_in(maya)
    address = reverse("mfa_activate_totp")
    assert client.get(address)["Location"].startswith(reverse("account_reauthenticate"))
    doors.again(client)
    form = client.get(address).context["form"]

    answer = client.post(address, {"code": doors.code_now(form.secret)}, follow=True)

    shown = answer.context["unused_codes"]
    assert len(shown) == 10
    assert "data:text/plain" in answer.content.decode()
    later = doors.words(client.get(reverse("mfa_view_recovery_codes")))
    assert not any(code in later for code in shown)
    assert "10 codes are left" in later
    _account_now()
    kinds = AuditEvent.objects.filter(kind=AuditKind.SIGN_IN_CHANGED)
    assert {event.detail["changed"]["type"][1] for event in kinds} == {"totp", "recovery_codes"}
    assert {event.actor for event in kinds} == {maya}
    assert {(one.about, one.key) for event in kinds for one in event.concerns.all()} == {
        ("user", maya.pk)
    }


def test_new_recovery_codes_end_the_old_ones() -> None:
    maya = UserFactory.create()
    old, *_others = doors.with_an_app(maya)
    client = doors.sign_in(maya)
    doors.give_code(client, doors.code_now())
    doors.again(client)

    client.post(reverse("mfa_generate_recovery_codes"))

    answer = doors.give_code(doors.sign_in(maya), old)
    assert "is not right" in doors.words(answer)


def _demand(*roles: Role) -> None:
    second_factor.ask_of(roles, by=UserFactory.create(role=Role.ADMIN), at=NOW)


def test_whoever_is_asked_for_a_second_factor_is_led_to_one_before_anything_else() -> None:
    _demand(Role.REP)
    maya = UserFactory.create(name="Maya Okafor")
    client = doors.sign_in(maya)

    assert client.get("/queue/")["Location"] == SETTINGS
    assert client.post(reverse("team:you"), {"name": "Other"})["Location"] == SETTINGS
    part = client.get("/queue/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"], part.content) == (200, SETTINGS, b"")
    maya.refresh_from_db()
    assert maya.name == "Maya Okafor"
    assert "Your company asks for a second factor" in doors.words(client.get(SETTINGS))
    assert client.post(reverse("account_logout")).status_code == 302


def test_once_it_is_set_up_everything_opens() -> None:
    _demand(Role.REP)
    maya = UserFactory.create()
    client = doors.sign_in(maya)
    doors.with_an_app(maya)
    assert client.get(reverse("team:you")).status_code == 200
    assert "asks for a second factor" not in doors.words(client.get(SETTINGS))


def test_whoever_is_signed_in_goes_on_until_their_next_sign_in() -> None:
    maya = UserFactory.create()
    client = doors.sign_in(maya)
    _demand(Role.REP)
    assert client.get(reverse("team:you")).status_code == 200


def test_nobody_else_is_asked() -> None:
    _demand(Role.ADMIN)
    assert doors.sign_in(UserFactory.create()).get(reverse("team:you")).status_code == 200


def test_the_last_second_factor_stays_while_it_is_asked_for() -> None:
    maya = UserFactory.create()
    doors.with_an_app(maya)
    client = doors.sign_in(maya)
    doors.give_code(client, doors.code_now())
    doors.again(client)
    _demand(Role.REP)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert "Add another one before you take this away" in doors.words(answer)
    assert second_factor.has_one(maya)
    SecondFactorDemand.objects.all().delete()
    client.post(reverse("mfa_deactivate_totp"))
    assert not second_factor.has_one(maya)


def test_who_is_asked_is_accounted_for_with_before_and_after() -> None:
    _demand(Role.REP)
    _demand(Role.REP, Role.ADMIN)
    _demand(Role.REP, Role.ADMIN)

    events = AuditEvent.objects.filter(kind=AuditKind.SECOND_FACTOR_ASKED).order_by("pk")
    assert [event.detail for event in events] == [
        {"before": [], "after": ["rep"]},
        {"before": ["rep"], "after": ["admin", "rep"]},
    ]


def test_only_admins_ask_and_take_away() -> None:
    maya, ines = UserFactory.create(), UserFactory.create(role=Role.MANAGER)
    for act in (
        lambda: second_factor.ask_of([Role.REP], by=ines, at=NOW),
        lambda: second_factor.take_away(maya, by=ines),
    ):
        with pytest.raises(Refused):
            act()


def test_an_admin_takes_a_lost_phone_away_and_the_password_is_enough_again() -> None:
    maya, noor = UserFactory.create(), UserFactory.create(role=Role.ADMIN)
    doors.with_an_app(maya)
    _account_now()

    second_factor.take_away(maya, by=noor)

    doors.sign_in(maya)
    assert HumanSession.objects.filter(user=maya).count() == 1
    _account_now()
    events = AuditEvent.objects.filter(kind=AuditKind.SIGN_IN_CHANGED, actor=noor)
    gone = {tuple(event.detail["changed"]["type"]) for event in events}
    assert gone == {("totp", None), ("recovery_codes", None)}


def _account_now() -> None:
    """What is accounted for at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_nobody_reaches_somebody_elses_passkeys() -> None:
    maya, other = UserFactory.create(), UserFactory.create()
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Theirs"})
    client = doors.sign_in(maya)
    doors.again(client)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[key.pk]), {"name": "Mine"}).status_code == 404


def test_a_passkey_that_is_none_is_said_plainly_and_opens_nothing() -> None:
    client = Client()
    for credential in ("", "{}", "[]", '{"id": 1}', '{"response": {"userHandle": "eA"}}'):
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential}, follow=True)
        assert answer.status_code == 200
    assert "is not right" in doors.words(answer)
    assert not HumanSession.objects.exists()


def test_after_a_change_of_the_key_a_code_is_refused_in_words(settings: Settings) -> None:
    maya = UserFactory.create()
    doors.with_an_app(maya)
    settings.SEND_KEY = b64encode(bytes(32)).decode()

    answer = doors.give_code(doors.sign_in(maya), doors.code_now())

    assert answer.status_code == 200
    assert "a key of this installation was changed" in doors.words(answer)
