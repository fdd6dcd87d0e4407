"""Where each way to reach somebody came from, and when we got it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from prospects.enums import DetailOrigin

# The ways to reach a person, in the order of the page.
WAYS = {"email": _("E-mail"), "phone": _("Phone"), "linkedin_url": _("LinkedIn profile")}


class Came(NamedTuple):
    """How one of them came to us, from where, and on which day."""

    origin: str = ""
    source: str = ""
    on: date | None = None


def columns_of(way: str) -> tuple[str, str, str]:
    """What says it of this way, in the order of `Came`; it goes wherever the way itself goes."""
    return f"{way}_origin", f"{way}_source", f"{way}_source_date"


def sourced(way: str, came: Came) -> dict[str, Any]:
    return dict(zip(columns_of(way), came, strict=True))


def _origin() -> models.CharField[str, str]:
    return models.CharField(
        max_length=8, choices=DetailOrigin, blank=True, default="", db_default=""
    )


def _source() -> models.CharField[str, str]:
    return models.CharField(max_length=200, blank=True, default="", db_default="")


class Sourced(models.Model):
    """A way to reach somebody may come from elsewhere than they did, and later. None said: as the person."""

    email_origin = _origin()
    email_source = _source()
    email_source_date = models.DateField(null=True, blank=True)
    phone_origin = _origin()
    phone_source = _source()
    phone_source_date = models.DateField(null=True, blank=True)
    linkedin_url_origin = _origin()
    linkedin_url_source = _source()
    linkedin_url_source_date = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
