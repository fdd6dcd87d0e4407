"""Who could introduce us: people there who wrote back, colleagues who know somebody, whoever did it before."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from prospects.selectors.suppressions import channels_stopped
from research.enums import FindingAbout, IntroductionState
from research.models import Introduction
from research.selectors.findings import ShownFinding
from team.models import User

MOST = 5
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody to ask. `why` says what connects them; without a name it is only worth a thought."""

    name: str
    why: str


def acquaintances(
    prospect: Prospect, findings: list[ShownFinding], viewer: User, asked: Collection[str] = ()
) -> list[Acquaintance]:
    """At most a handful, each name once, the nearest first: nobody on the stop list, and nobody whom we asked already."""
    found = [
        *_who_did_it_before(prospect, viewer),
        *_people_there(prospect, viewer),
        *(
            Acquaintance("", shown.finding.claim)
            for shown in findings
            if shown.finding.about == FindingAbout.MUTUAL and shown.is_usable
        ),
    ]
    once: dict[str, Acquaintance] = {}
    for each in found:
        if each.name in asked:
            continue
        once.setdefault(each.name or each.why, each)
    return list(once.values())[:MOST]


def address_of(name: str, viewer: User) -> str:
    """Where a colleague of this name reads mail; "" for whoever is none."""
    colleagues = User.objects.filter(team=viewer.team_id, name__iexact=name, is_active=True)
    return colleagues.values_list("email", flat=True).first() or ""


def _who_did_it_before(prospect: Prospect, viewer: User) -> list[Acquaintance]:
    there = Prospect.objects.visible_to(viewer).listed().filter(company_id=prospect.company_id)
    granted = (
        Introduction.objects.filter(
            prospect__in=there.values("pk"), state=IntroductionState.GRANTED
        )
        .exclude(prospect=prospect)
        .select_related("prospect")
        .order_by("-answered_at")[:MOST]
    )
    return [
        Acquaintance(
            each.introducer, _("Introduced us to %(name)s.") % {"name": each.prospect.name}
        )
        for each in granted
    ]


def _people_there(prospect: Prospect, viewer: User) -> list[Acquaintance]:
    wrote = Activity.objects.filter(prospect=OuterRef("pk"), kind=ActivityKind.REPLIED)
    people = list(
        Prospect.objects.visible_to(viewer)
        .listed()
        .filter(company_id=prospect.company_id)
        .exclude(pk=prospect.pk)
        .select_related("owner")
        .annotate(wrote_at=Subquery(wrote.order_by("-at").values("at")[:1]))
        # A colleague who left us knows nobody there for us any more.
        .filter(Q(owner__is_active=True) | Q(wrote_at__isnull=False))
        .order_by(F("wrote_at").desc(nulls_last=True), "pk")[:LOOKED_AT]
    )
    stopped = channels_stopped([each.pk for each in people])
    return [_acquaintance(each, prospect, viewer) for each in people if each.pk not in stopped]


def _acquaintance(person: Prospect, prospect: Prospect, viewer: User) -> Acquaintance:
    wrote_at = person.wrote_at  # type: ignore[attr-defined]
    if wrote_at is not None:
        day = date_format(wrote_at.astimezone(viewer.zone), "DAY_MONTH_YEAR")
        words = {"owner": person.owner.first_name, "day": day}
        return Acquaintance(person.name, _("Wrote back to %(owner)s on %(day)s.") % words)
    if person.owner_id == prospect.owner_id:
        return Acquaintance(person.name, _("Works there, too."))
    return Acquaintance(person.owner.name, _("Works with %(name)s there.") % {"name": person.name})
