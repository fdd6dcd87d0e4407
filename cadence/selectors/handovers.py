"""What somebody would hand over: who and what is theirs, who could have it, and how much those carry."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, QuerySet

from cadence.enums import NOT_SETTLED
from cadence.models import Delivery, Enrollment, Hold, Reply, Touch
from prospects.models import Prospect
from prospects.selectors.asked import Asked, who_is_asked_for
from prospects.selectors.finding import with_words
from research.models import ImpactStory, Introduction, Question, Resource
from team.enums import AuditKind
from team.models import AuditEvent, User

# At once: more than anybody carries, and no form is longer. Whoever is left goes the next time.
MOST = 500
A_WEEK = timedelta(days=7)
LATELY, MOST_LATELY = timedelta(days=14), 10


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a rep would hand over. What they added to the library stays there."""

    people: int
    running: int
    answers: int
    letters: int
    tries: int
    holds: int
    introductions: int
    library: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a colleague carries: people in play, and tries due within a week."""

    colleague: User
    in_play: int
    this_week: int


@dataclass(frozen=True, slots=True)
class Given:
    """Somebody who would go to a colleague, or stays where they are."""

    prospect: Prospect
    to: User | None
    in_play: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What a colleague would have afterwards."""

    load: Load
    people: int
    in_play: int

    @property
    def in_play_then(self) -> int:
        return self.load.in_play + self.in_play


@dataclass(frozen=True, slots=True)
class Lately:
    """People who went from one colleague to another in one press."""

    at: datetime
    people: list[int]
    before: User
    after: User

    @property
    def back(self) -> str:
        """What asks for the preview of giving them back."""
        return urlencode([*(("person", pk) for pk in self.people), ("to", self.before.pk)])


def handed_over_by(user: User) -> QuerySet[User]:
    """Whose people this colleague may hand over: a manager their team's, an admin everybody's; nobody their own as a rep."""
    colleagues = User.objects.select_related("team")
    if user.is_admin:
        return colleagues
    if user.is_manager and user.team_id is not None:
        return colleagues.filter(team=user.team_id)
    return colleagues.none()


def holdings_of(rep: User, at: datetime) -> Holdings:
    """Ten counts, each by an index."""
    people = Prospect.objects.listed().filter(owner=rep)
    there = people.filter(company=OuterRef("company"))
    asked = Introduction.objects.waited_for(at).filter(prospect__in=people)
    items = (kind.objects.filter(owner=rep).count() for kind in (ImpactStory, Question, Resource))
    tries = Touch.objects.open().filter(enrollment__owner=rep)
    return Holdings(
        people=people.count(),
        running=Enrollment.objects.running().filter(owner=rep).count(),
        answers=Reply.objects.filter(owner=rep, kind="").count(),
        letters=tries.answers().count(),
        tries=tries.steps().count(),
        holds=Hold.objects.filter(Exists(there), lifted_at=None).count(),
        introductions=asked.count(),
        library=sum(items),
    )


def of_unknown_fate(people: Collection[int]) -> set[int]:
    """Of these, to whom a letter is leaving, or may have left."""
    letters = Delivery.objects.filter(touch__prospect__in=list(people), state__in=NOT_SETTLED)
    return set(letters.values_list("touch__prospect", flat=True))


def people_of(rep: User) -> list[Prospect]:
    """Up to MOST, those in play first."""
    return _in_play_first(Prospect.objects.listed().filter(owner=rep))


def chosen_people(user: User, keys: Iterable[int]) -> list[Prospect]:
    """Of these people, those whom this colleague may give to somebody."""
    if not (user.is_admin or user.is_manager):
        return []
    return _in_play_first(Prospect.objects.led_by(user).listed().filter(pk__in=list(keys)))


def found_people(user: User, asked: Asked, at: datetime) -> list[Prospect]:
    """Of everybody whom a list was asked for, those whom this colleague may give away: up to MOST, those in play first."""
    if not (user.is_admin or user.is_manager):
        return []
    found = who_is_asked_for(with_words(Prospect.objects.led_by(user).listed()), asked, at)
    return _in_play_first(found)


def given_lately(user: User, at: datetime) -> list[Lately]:
    """What this colleague gave away within two weeks, the last first: whom they could have back, if they are still there."""
    events = AuditEvent.objects.filter(
        kind=AuditKind.HANDED_OVER, actor=user, at__gt=at - LATELY, detail__has_key="people"
    )
    rows = list(events.order_by("-at", "-pk")[:MOST_LATELY])
    names = User.objects.in_bulk({row.detail[side] for row in rows for side in ("from", "to")})
    return [
        Lately(
            at=row.at,
            people=row.detail["people"],
            before=names[row.detail["from"]],
            after=names[row.detail["to"]],
        )
        for row in rows
    ]


def loads_of(colleagues: Sequence[User], at: datetime) -> list[Load]:
    """Two queries, however many colleagues there are."""
    running = Enrollment.objects.running().filter(owner__in=colleagues)
    due = Touch.objects.open().filter(owner__in=colleagues, due_at__lt=at + A_WEEK)
    in_play = dict(running.values_list("owner").annotate(Count("pk")))
    this_week = dict(due.values_list("owner").annotate(Count("pk")))
    return [Load(each, in_play.get(each.pk, 0), this_week.get(each.pk, 0)) for each in colleagues]


def loads_of_reps(user: User, at: datetime) -> list[tuple[Load, int]]:
    """Of everybody who has people, with how many; who may no longer sign in, first."""
    people = Prospect.objects.listed()
    reps = handed_over_by(user).filter(Exists(people.filter(owner=OuterRef("pk"))))
    loads = loads_of(list(reps.order_by("is_active", "name", "pk")), at)
    owners = people.filter(owner__in=[load.colleague for load in loads])
    counts = dict(owners.values_list("owner").annotate(Count("pk")))
    return [(load, counts.get(load.colleague.pk, 0)) for load in loads]


def share_out(people: Sequence[Prospect], loads: Sequence[Load]) -> dict[int, User]:
    """By key: about as many of those in play to each; all of one company to one colleague, who talks with it alone.

    The largest company first, to whoever was given the fewest so far, and then to whoever carries the least.
    """
    at_company = defaultdict[int, list[Prospect]](list)
    for person in people:
        at_company[person.company_id].append(person)
    in_play, everybody = Counter[int](), Counter[int]()
    to = dict[int, User]()
    for company in sorted(at_company.values(), key=_weight, reverse=True):
        more, there = _weight(company)
        # Those in play come first and are shared evenly; the others then even out how many people each is given.
        had = in_play if more else everybody
        ranked = [(had[n], everybody[n], load.in_play, n) for n, load in enumerate(loads)]
        least = min(ranked)[-1]
        in_play[least] += more
        everybody[least] += there
        to.update((person.pk, loads[least].colleague) for person in company)
    return to


def given_to(people: Sequence[Prospect], to: Mapping[int, User]) -> list[Given]:
    return [Given(person, to.get(person.pk), _is_in_play(person)) for person in people]


def shares_of(given: Sequence[Given], loads: Sequence[Load]) -> list[Share]:
    going = [(each.to.pk, each.in_play) for each in given if each.to is not None]
    people = Counter(to for to, _in_play in going)
    in_play = Counter(to for to, is_in_play in going if is_in_play)
    return [Share(load, people[load.colleague.pk], in_play[load.colleague.pk]) for load in loads]


def _weight(company: Sequence[Prospect]) -> tuple[int, int]:
    in_play = sum(_is_in_play(person) for person in company)
    return in_play, len(company)


def _is_in_play(person: Prospect) -> bool:
    found: bool = person.in_play  # type: ignore[attr-defined]
    return found


def _in_play_first(people: QuerySet[Prospect]) -> list[Prospect]:
    running = Enrollment.objects.running().filter(prospect=OuterRef("pk"))
    shown = people.annotate(in_play=Exists(running)).select_related("company", "owner__team")
    return list(shown.order_by("-in_play", "company__name", "name", "pk")[:MOST])
