"""Let somebody in on the word of the company's own directory."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from team.enums import SignIn
from team.models import User
from team.refusals import Refused


def is_offered() -> bool:
    return bool(settings.OIDC_ISSUER)


def is_only_way_of(user: User) -> bool:
    """A password of theirs would open nothing."""
    return settings.OIDC_ONLY and is_offered() and not user.is_admin


def check_way_in(user: User, method: SignIn) -> None:
    """Refuse a way in of our own to everyone but admins, where the directory is the only one.

    Admins keep theirs: on the day on which the directory is away, somebody must get in.
    """
    if method != SignIn.SINGLE_SIGN_ON and is_only_way_of(user):
        raise Refused(
            _("Your company signs in with %(name)s here. Use that button.")
            % {"name": settings.OIDC_NAME},
            code="single_sign_on_only",
        )


def recognize(sign_in: Any) -> None:
    """Find whom of ours allauth's answer of the directory means, each time, by the address that it vouches for.

    Refuses an address that the directory did not verify, one that nobody here has, and one that belongs to somebody else than
    whoever came with this identity before. Nobody is made by signing in.
    """
    address = _vouched_for(sign_in)
    user = User.objects.filter(email__iexact=address, is_active=True).first()
    if user is None:
        raise Refused(
            _(
                "%(name)s knows you as %(address)s, and nobody here has that address. Ask an admin to invite you, or to"
                " write your address as your directory does."
            )
            % {"name": settings.OIDC_NAME, "address": address},
            code="nobody_here",
        )
    if sign_in.is_existing and sign_in.user != user:
        raise Refused(
            _(
                "This identity came with somebody else's address before. Ask an admin to look into it."
            ),
            code="another_before",
        )
    # What else the directory tells of them is nothing we need.
    sign_in.account.extra_data = {}
    sign_in.user = sign_in.account.user = user
    sign_in.account.save()


def _vouched_for(sign_in: Any) -> str:
    if sign_in.state.get("process") != "login":
        raise Refused(_("Begin at the sign-in page."), code="not_a_sign_in")
    for each in sign_in.email_addresses:
        if each.verified is True or each.verified == "true":
            return str(each.email)
    raise Refused(
        _("%(name)s did not say that your address is verified, so we can't tell who you are.")
        % {"name": settings.OIDC_NAME},
        code="address_unverified",
    )
