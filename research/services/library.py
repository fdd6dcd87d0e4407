"""The shared library: a rep adds, a manager approves, then everybody may use it."""

from datetime import datetime

from django.utils.translation import gettext as _

from research.models import ImpactStory, Question, Resource
from research.models.library import LibraryItem
from research.permissions import check_approve
from team.models import User
from team.refusals import Refused


def add_story(
    *,
    by: User,
    at: datetime,
    title: str,
    customer: str,
    problem: str,
    change: str,
    thirty_seconds: str,
    number: str = "",
    industry: str = "",
    may_name_customer: bool = False,
) -> ImpactStory:
    """Keep what changed for a customer. Nobody can use it before a manager approves it."""
    return ImpactStory.objects.create(
        title=title,
        customer=customer,
        may_name_customer=may_name_customer,
        industry=industry,
        problem=problem,
        change=change,
        number=number,
        thirty_seconds=thirty_seconds,
        owner=by,
        created_at=at,
    )


def add_question(
    *, by: User, at: datetime, text: str, why: str = "", industry: str = ""
) -> Question:
    """Keep a question worth asking. Nobody can use it before a manager approves it."""
    return Question.objects.create(text=text, why=why, industry=industry, owner=by, created_at=at)


def add_resource(
    *, by: User, at: datetime, title: str, url: str, summary: str, industry: str = ""
) -> Resource:
    """Keep something to hand over. Nobody can use it before a manager approves it."""
    return Resource.objects.create(
        title=title, url=url, summary=summary, industry=industry, owner=by, created_at=at
    )


def approve[Item: LibraryItem](item: Item, *, by: User, at: datetime) -> Item:
    """Let the whole team use it. Refuses anyone but a manager or admin, and a second time."""
    check_approve(by)
    approved = (
        type(item)
        ._default_manager.filter(pk=item.pk, approved_at__isnull=True)
        .update(approved_at=at, approved_by=by)
    )
    if not approved:
        raise Refused(_("This was approved already."), code="already_approved")
    item.refresh_from_db()
    return item
