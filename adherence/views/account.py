"""The account of what people did, for admins and auditors: searched, verified, and taken along as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from adherence.forms import AuditForm
from adherence.selectors.account import Concerned, Row, Search, all_rows, page_of
from adherence.selectors.account_whom import linked, meant_by
from prospects.views.downloads import csv_file
from team.enums import AuditKind
from team.models import AuditLook, User
from team.permissions import check_reads_all
from team.refusals import Refused
from team.services import auditing
from team.web import render_page, signed_in

LONG_AGO, FAR_AHEAD = date(1900, 1, 1), date(9000, 1, 1)
FILTERS = ("who", "kind", "whom", "about", "since", "until")


@dataclass(frozen=True, slots=True)
class Asked:
    """`meant` are those whom the typed words may mean, where that is not just one."""

    form: AuditForm
    search: Search | None
    meant: list[Concerned]
    query: dict[str, str]


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One page of the account, the newest first."""
    _check_reads(request)
    return _page(request, _asked(request, request.GET))


@require_POST
def account_file(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """All that this search finds, as a file; that it was taken along is accounted for first."""
    _check_reads(request)
    asked = _asked(request, request.POST)
    if asked.search is None:
        return _page(request, asked)
    auditing.record(
        AuditKind.EXPORTED,
        actor=signed_in(request),
        subject="audit",
        detail={"asked": _accounted(asked)},
        at=timezone.now(),
    )
    header = [_("Number"), _("When"), _("Who"), _("What"), _("About"), _("Whom"), _("Details")]
    return csv_file("audit", header, _cells(all_rows(asked.search)))


def _accounted(asked: Asked) -> dict[str, str]:
    """Whom by their number: a name would stand in the account when all else of them is erased."""
    said = {name: value for name, value in asked.query.items() if name not in {"whom", "about"}}
    whom = asked.search.whom if asked.search else None
    return said | ({"about": f"{whom.about}-{whom.key}"} if whom else {})


def _page(request: HttpRequest, asked: Asked) -> HttpResponse:
    page = page_of(asked.search) if asked.search is not None else None
    older = f"?{urlencode(asked.query | {'after': page.older})}" if page and page.older else ""
    context = {
        "form": asked.form,
        "meant": [(each, urlencode(_of(asked.query, each))) for each in asked.meant],
        "is_asked": bool(asked.query),
        "query": asked.query,
        "page": page,
        "older": older,
        "newest": f"?{urlencode(asked.query)}" if "after" in request.GET else "",
        "broken": [row for row in page.rows if not row.holds] if page else [],
        "look": AuditLook.objects.order_by("-at").first(),
    }
    status = 422 if asked.form.errors else 200
    return render_page(request, "adherence/account.html", None, context, status=status)


def _cells(rows: Iterator[Row]) -> Iterator[list[str]]:
    for row in rows:
        yield [
            str(row.event.pk),
            row.event.at.isoformat(),
            row.who,
            str(AuditKind(row.event.kind).label),
            row.event.subject,
            ", ".join(each.name or f"{each.about} {each.key}" for each in row.concerned),
            "; ".join(map(str, row.details)),
        ]


def _asked(request: HttpRequest, said: QueryDict) -> Asked:
    query = {name: str(said[name]) for name in FILTERS if said.get(name)}
    reader = signed_in(request)
    form = AuditForm(said or None, colleagues=User.objects.order_by("name", "pk"))
    if not form.is_bound:
        return Asked(form, Search(after=None), [], query)
    if not form.is_valid():
        return Asked(form, None, [], query)
    data, whom, meant = form.cleaned_data, linked(said.get("about", "")), []
    if whom is None and data["whom"]:
        meant = meant_by(data["whom"], reader, timezone.now())
        if len(meant) != 1:
            return Asked(form, None, meant, query)
        whom = linked(f"{meant[0].about}-{meant[0].key}")
    after = said.get("after", "")
    search = Search(
        who=data["who"],
        kind=data["kind"],
        whom=whom,
        since=_begins(data["since"], reader),
        until=_begins(data["until"], reader, days_later=1),
        after=int(after) if after.isdecimal() and len(after) < 19 else None,
    )
    return Asked(form, search, [], query)


def _of(query: dict[str, str], one: Concerned) -> dict[str, str]:
    return query | {"whom": one.name, "about": f"{one.about}-{one.key}"}


def _begins(day: date | None, reader: User, *, days_later: int = 0) -> datetime | None:
    """On the reader's wall. Behind either end of what a calendar can count on, nothing was done."""
    if day is None:
        return None
    day = min(max(day, LONG_AGO), FAR_AHEAD)
    return datetime.combine(day + timedelta(days=days_later), time.min, reader.zone)


def _check_reads(request: HttpRequest) -> None:
    try:
        check_reads_all(signed_in(request))
    except Refused as refused:
        raise PermissionDenied(refused.sentence) from refused
