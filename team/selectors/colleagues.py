"""Who works here, as the page of people and roles shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, QuerySet

from team.models import HumanSession, SecondFactorDemand, SignInLink, Team, User


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of ours. `link` is what they could come in with today; `has_come_in` is false until they first did."""

    user: User
    link: SignInLink | None
    has_second_factor: bool
    is_signed_in: bool

    @property
    def has_come_in(self) -> bool:
        return self.user.last_login is not None


def colleagues(at: datetime) -> list[Colleague]:
    """Everybody, those who may sign in first, by name. Three statements, however many they are."""
    users = _with_signs(User.objects.select_related("team"), at).order_by(
        "-is_active", "name", "pk"
    )
    return _drawn(users, at)


def colleague(user: User, at: datetime) -> Colleague:
    return _drawn(_with_signs(User.objects.filter(pk=user.pk), at), at)[0]


def teams() -> QuerySet[Team]:
    """Every team with how many belong to it."""
    return Team.objects.annotate(size=Count("members")).order_by("name")


def asked_for_second_factor() -> list[str]:
    return sorted(SecondFactorDemand.objects.values_list("role", flat=True))


def _with_signs(users: QuerySet[User], at: datetime) -> QuerySet[User]:
    of_them = Authenticator.objects.filter(user_id=OuterRef("pk"))
    live = HumanSession.objects.filter(user=OuterRef("pk")).live(at)
    return users.annotate(
        has_second=Exists(of_them.exclude(type=Authenticator.Type.RECOVERY_CODES)),
        signed_in=Exists(live),
    )


def _drawn(users: Iterable[User], at: datetime) -> list[Colleague]:
    open_links = SignInLink.objects.filter(used_at=None, taken_back_at=None, expires_at__gt=at)
    links = {link.user_id: link for link in open_links}
    return [
        Colleague(
            user,
            links.get(user.pk),
            has_second_factor=getattr(user, "has_second", False),
            is_signed_in=getattr(user, "signed_in", False),
        )
        for user in users
    ]
