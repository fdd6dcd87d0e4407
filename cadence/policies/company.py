"""R12: who leads the conversation at a company, and whether a second rep may join it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Exists, Func, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.enums import RequestAnswer
from cadence.models import CompanyRequest, Enrollment
from prospects.models import Company, Prospect
from team.models import User
from team.refusals import Refused

# For so long a yes lets them begin, and a no is left standing.
GOOD_FOR = timedelta(days=14)
COLLEAGUE_LEADS = "colleague_leads"


class ConversationOwner(Func):
    """Who leads the conversation at a company, by the one definition there is: migrations/sql/requests.sql."""

    function = "earnest_conversation_owner"
    arity = 1
    output_field = BigIntegerField()


def leader_at(company_id: int) -> User | None:
    """Whose company it is, if they talk with somebody there; else whoever has talked there the longest."""
    leads = Company.objects.filter(pk=company_id).values_list(ConversationOwner("pk"))
    return User.objects.filter(pk__in=leads).first()


def leaders_at(companies: Iterable[int]) -> dict[int, int]:
    """By company, the key of whoever leads the conversation there."""
    led = Company.objects.filter(pk__in=list(companies)).annotate(leader=ConversationOwner("pk"))
    return dict(led.filter(leader__isnull=False).values_list("pk", "leader"))


def agreed(people: Iterable[int], at: datetime) -> set[tuple[int, int]]:
    """These people and the reps who may begin with them, because whoever leads there said yes lately."""
    yes = CompanyRequest.objects.filter(
        prospect__in=list(people), answer=RequestAnswer.YES, answered_at__gt=at - GOOD_FOR
    )
    return set(yes.values_list("prospect", "asker"))


def check_colleague_agrees(
    prospect: Prospect, leader: int | None, yes: Collection[tuple[int, int]]
) -> None:
    """Where a colleague leads the conversation, their yes to this very person is needed."""
    if leader in (None, prospect.owner_id) or (prospect.pk, prospect.owner_id) in yes:
        return
    raise Refused(
        _(
            "%(colleague)s is talking with %(company)s. Ask before somebody else there hears from us."
        )
        % {
            "colleague": User.objects.get(pk=leader).first_name,
            "company": prospect.company.name,
        },
        code=COLLEAGUE_LEADS,
    )


def check_no_was_long_ago(prospect: Prospect, at: datetime) -> None:
    """A no stands for two weeks; nobody is asked the same again and again."""
    said = answered_since(at - GOOD_FOR, prospect).filter(answer=RequestAnswer.NO)
    no = said.select_related("answered_by").order_by("-answered_at").first()
    if no is not None and no.answered_by is not None and no.answered_at is not None:
        raise Refused(
            _("%(colleague)s said no: “%(note)s” You can ask again after %(day)s.")
            % {
                "colleague": no.answered_by.first_name,
                "note": no.note,
                "day": date_format(
                    (no.answered_at + GOOD_FOR).astimezone(prospect.zone), "DAY_MONTH"
                ),
            },
            code="was_answered_no",
        )


def answered_since(since: datetime, prospect: Prospect) -> QuerySet[CompanyRequest]:
    """What was answered about this person to the rep who has them now."""
    return CompanyRequest.objects.filter(
        prospect=prospect, asker=prospect.owner_id, answered_at__gt=since
    ).exclude(answer="")


def waiting_requests() -> QuerySet[CompanyRequest]:
    """Open ones, about a conversation that still goes on: somebody who was in it when it was asked still is."""
    still_there = (
        Enrollment.objects.running()
        .filter(prospect__company=OuterRef("company"), started_at__lte=OuterRef("asked_at"))
        .exclude(owner=OuterRef("asker"))
    )
    return CompanyRequest.objects.filter(Exists(still_there), answer="", lapsed_at=None)


def is_waiting(request: CompanyRequest) -> bool:
    return waiting_requests().filter(pk=request.pk).exists()
