"""A signed-in browser begins once, ends once, and is known by its key's digest alone."""

import hashlib
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from team.enums import AuditKind
from team.models import AuditEvent, HumanSession
from team.services import sessions
from tests.factories.team import UserFactory
from tests.roles import refused
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def tells_the_time() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_now()")
        (now,) = cursor.fetchone()
    assert isinstance(now, datetime)
    return now


def test_a_sign_in_opens_a_session_for_as_long_as_the_cookie_lives() -> None:
    maya = UserFactory.create()

    session = sessions.begin(maya, key="a browser", at=NOW)

    assert (session.user, session.created_at, session.revoked_at) == (maya, NOW, None)
    assert session.expires_at == NOW + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert session.is_live(NOW)
    assert not session.is_live(session.expires_at)


def test_the_key_itself_is_kept_nowhere() -> None:
    session = sessions.begin(UserFactory.create(), key="a browser", at=NOW)

    assert bytes(session.key_sha256) == hashlib.sha256(b"a browser").digest()
    events = AuditEvent.objects.values_list("subject", "detail")
    assert not any("a browser" in str(event) for event in events)


def test_a_session_is_found_by_its_key_only() -> None:
    session = sessions.begin(UserFactory.create(), key="a browser", at=NOW)

    assert sessions.find(key="a browser") == session
    assert sessions.find(key="another browser") is None
    assert sessions.find(key="") is None


def test_a_sign_out_ends_this_browser_and_no_other() -> None:
    maya = UserFactory.create()
    here = sessions.begin(maya, key="here", at=NOW)
    elsewhere = sessions.begin(maya, key="elsewhere", at=NOW)

    sessions.end(key="here", at=NOW)

    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert here.revoked_at is not None
    assert elsewhere.revoked_at is None
    assert not here.is_live(NOW)


def test_a_session_that_ended_never_lives_again() -> None:
    session = sessions.begin(UserFactory.create(), key="a browser", at=NOW)
    sessions.end(key="a browser", at=NOW)

    with refused("EA401"):
        HumanSession.objects.filter(pk=session.pk).update(revoked_at=None)


def test_nobody_stretches_a_session() -> None:
    session = sessions.begin(UserFactory.create(), key="a browser", at=NOW)

    with refused("EA401"):
        HumanSession.objects.filter(pk=session.pk).update(expires_at=NOW + timedelta(days=4_000))


def test_the_database_says_when_a_session_begins_and_how_long_it_may_last(
    tells_the_time: datetime,
) -> None:
    lies = {
        "a clock that is fast": (timedelta(days=400), timedelta(days=7)),
        "a clock that is slow": (timedelta(days=-400), timedelta(days=7)),
        "a session for ever": (timedelta(), timedelta(days=4_000)),
    }
    lasting = {}
    for number, (name, (wrong, length)) in enumerate(lies.items()):
        kept = HumanSession.objects.create(
            user=UserFactory.create(),
            key_sha256=bytes([number]),
            created_at=tells_the_time + wrong,
            expires_at=tells_the_time + wrong + length,
        )
        kept.refresh_from_db()
        assert abs(kept.created_at - tells_the_time) < timedelta(minutes=1), name
        lasting[name] = (kept.expires_at - kept.created_at).days

    assert lasting == dict(zip(lies, (7, 7, 14), strict=True))


def test_signing_out_again_changes_nothing() -> None:
    session = sessions.begin(UserFactory.create(), key="a browser", at=NOW)
    sessions.end(key="a browser", at=NOW)
    session.refresh_from_db()
    ended = session.revoked_at

    sessions.end(key="a browser", at=NOW + timedelta(hours=1))
    sessions.end(key="never seen", at=NOW)

    session.refresh_from_db()
    assert session.revoked_at == ended
    assert AuditEvent.objects.filter(kind=AuditKind.SIGNED_OUT).count() == 1


def test_both_are_accounted_for() -> None:
    maya = UserFactory.create()
    session = sessions.begin(maya, key="a browser", at=NOW)
    sessions.end(key="a browser", at=NOW)

    events = AuditEvent.objects.order_by("pk").values_list("kind", "actor", "subject", "detail")
    detail = {"session": str(session.pk)}
    assert list(events) == [
        (AuditKind.SIGNED_IN, maya.pk, maya.email, detail | {"with": ["password"]}),
        (AuditKind.SIGNED_OUT, maya.pk, maya.email, detail),
    ]
