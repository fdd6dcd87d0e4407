"""Ask for a second factor at sign-in: of whom, and who has none yet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.db import transaction

from team.enums import AuditKind, Role
from team.models import SecondFactorDemand, User
from team.permissions import check_admin
from team.services import auditing

# In the Django session of whoever must set one up before anything else.
OWED: Final = "second_factor_owed"
COUNT: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@transaction.atomic
def ask_of(roles: Iterable[Role], *, by: User, at: datetime) -> None:
    """Ask everybody of these roles, and nobody else, for a second factor from their next sign-in on.

    Refuses everyone but admins.
    """
    check_admin(by)
    wanted, asked = set(roles), asked_of()
    if wanted == asked:
        return
    SecondFactorDemand.objects.exclude(role__in=wanted).delete()
    SecondFactorDemand.objects.bulk_create(
        (SecondFactorDemand(role=role, by=by, since=at) for role in sorted(wanted - asked)),
        ignore_conflicts=True,
    )
    auditing.record(
        AuditKind.SECOND_FACTOR_ASKED,
        actor=by,
        subject="second factor",
        detail={"before": sorted(asked), "after": sorted(wanted)},
        at=at,
    )


def asked_of() -> set[Role]:
    return {Role(role) for role in SecondFactorDemand.objects.values_list("role", flat=True)}


def has_one(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=COUNT).exists())


def is_missing(user: User) -> bool:
    """Their role is asked for one, and they have none."""
    asked = SecondFactorDemand.objects.filter(role=user.role).exists()
    return asked and not has_one(user)


def is_last_and_asked_for(authenticator: Any) -> bool:
    """Without it, somebody who is asked for a second factor has none."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=COUNT)
    if authenticator.type not in COUNT or others.exclude(pk=authenticator.pk).exists():
        return False
    return SecondFactorDemand.objects.filter(role=authenticator.user.role).exists()


@transaction.atomic
def take_away(user: User, *, by: User) -> None:
    """Take somebody's second factors, passkeys and recovery codes away: they lost them. They sign in without, and are asked anew.

    Refuses everyone but admins. The database accounts for each that goes, to `by`.
    """
    check_admin(by)
    auditing.act_as(by)
    Authenticator.objects.filter(user_id=user.pk).delete()
