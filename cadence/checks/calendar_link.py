"""Stop: no bare calendar link before they are interested, and no short link that hides one (R15)."""

import re
from collections.abc import Collection, Iterator
from itertools import islice

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Mend, Span, State
from .review import LetterUnderReview, OwnLines, ReviewContext
from .text import MOST_READ, TOKEN

CODE = "calendar_link"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.POST)
CALENDARS = frozenset((
    "calendly.com", "cal.com", "savvycal.com", "meetings.hubspot.com", "meetings-eu1.hubspot.com",
    "meetings-na2.hubspot.com", "chilipiper.com", "acuityscheduling.com", "as.me", "youcanbook.me",
    "doodle.com", "oncehub.com", "scheduleonce.com", "zcal.co", "tidycal.com",
    "calendar.app.google", "calendar.google.com", "appoint.ly", "koalendar.com", "simplymeet.me",
    "setmore.com", "usemotion.com", "reclaim.ai", "vyte.in", "harmonizely.com", "vimcal.com",
    "fantastical.app", "zeeg.me", "meetergo.com", "trafft.com", "picktime.com", "10to8.com",
    "lemcal.com", "meetings.salesloft.com", "meetings.outreach.io", "calendarhero.to",
    "freebusy.io", "bookme.name", "meetfox.com", "calendso.com", "scheduler.zoom.us",
    "calendar.notion.so", "calendar.online", "drift.me", "terminland.de", "meet.brevo.com",
))  # fmt: skip
CALENDAR_PATHS = (
    ("outlook.office.com", "/book"), ("outlook.office365.com", "/owa/calendar"),
    ("outlook.office365.com", "/book"), ("outlook.live.com", "/book"), ("app.apollo.io", "/#/meet"),
    ("pipedrive.com", "/scheduler"), ("zoho.com", "/bookings"), ("zohobookings.com", "/"),
    ("hubspot.com", "/meetings"), ("bookings.cloud.microsoft", "/"),
)  # fmt: skip
# Any host may lead to somebody's free hours: by what the address says it is for.
CALENDAR_WORDS = re.compile(
    r"(?:^|[/._-])(?:book-?(?:a|me|now|time|call|meeting|demo|us|with)|bookings?/|meet(?:ing)?s?-?(?:me|us|with)"
    r"|schedule-?(?:a|me|call|meeting|demo|with)|appointments?|request-?a?-?demo|demo|termin(?:buchung|e)?"
    r"|rendez-?vous|rdv|prise-de-rdv|kalender)(?=$|[/?#._-])"
)
CALENDAR_HOSTS = (
    "calendar.",
    "book.",
    "booking.",
    "bookings.",
    "meet.",
    "meetings.",
    "schedule.",
    "termine.",
)
LONGEST_PATH = 200
LONGEST_HOST = 253  # RFC 1035
MOST_ADDRESSES = 500
DOTTED = re.compile(r"[^\W_]\.[^\W_]")
SENTENCE_END = re.compile(r"[.!?][\"”')]?[ \t]+")
HOST = re.compile(r"(?=.{4,120}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}")
# `tidycal dot com/maya`, `calendly(dot)com`.
SPELLED_DOT = re.compile(
    r"\s{0,3}[\[(]?\s?\b(?:dot|punkt|point|punto)\b\s?[\])]?\s{0,3}", re.IGNORECASE
)
SPELLED = re.compile(
    rf"(?<![\w.-])[\w-]{{1,63}}(?:(?:\.|{SPELLED_DOT.pattern})[\w-]{{1,63}}){{1,4}}(?:/[^\s<>\"'(),;]{{0,200}})?",
    re.IGNORECASE,
)
SHORTENERS = frozenset((
    "bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "lnkd.in", "rb.gy", "is.gd", "buff.ly",
    "hubs.ly", "hubs.la", "t.ly", "cutt.ly", "shorturl.at", "tiny.cc", "rebrand.ly", "bl.ink",
    "v.gd", "s.id", "dub.sh", "short.io",
))  # fmt: skip


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.answers_them and letter.is_wanted:
        return None
    for span, address in _offered(letter.body, context.own):
        told = _judge(address, letter, context.own)
        if told:
            mend = Mend(_("Take the link out"), "", _with_its_words(letter.body, span))
            return CheckResult(CODE, Kind.STOP, State.STOP, told[0], told[1], span, mend)
    return None


def _offered(body: str, own: OwnLines) -> Iterator[tuple[Span, str]]:
    """Each address and its place; one with its dots spelled out where its host is a listed one."""
    for token in addresses(body):
        yield Span(*token.span()), token.group()
    for spelled in SPELLED.finditer(body, 0, MOST_READ):
        address = SPELLED_DOT.sub(".", spelled.group())
        host = _address(address)[0]
        if any(
            _within(host, hosts) for hosts in (CALENDARS, SHORTENERS, own.calendar, own.shortener)
        ):
            yield Span(*spelled.span()), address


def _with_its_words(body: str, link: Span) -> Span:
    """The sentence that offers the link, which says nothing without it; the whole line where it is all of it."""
    line_start = body.rfind("\n", 0, link.start) + 1
    line_end = body.find("\n", link.end)
    line_end = len(body) if line_end < 0 else line_end
    ends = [found.end() for found in SENTENCE_END.finditer(body, line_start, link.start)]
    start = ends[-1] if ends else line_start
    following = SENTENCE_END.search(body, link.end - 1, line_end)
    end = following.end() if following else line_end
    if start == line_start and end == line_end:
        end = min(line_end + 1, len(body))
    return Span(start, end)


def addresses(text: str) -> Iterator[re.Match[str]]:
    """What may be an address: a letter or a figure either side of a dot. No letter has as many as we read."""
    tokens = (token for token in TOKEN.finditer(text) if DOTTED.search(token.group()))
    return islice(tokens, MOST_ADDRESSES)


def leads_to_a_calendar(token: str, own: OwnLines) -> bool:
    return _is_calendar(*_address(token), own.calendar)


def is_within(token: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address leads to one of these hosts, or to a part of one."""
    return _within(_address(token)[0], hosts)


def host_of(typed: str) -> str:
    """The host of an address that somebody typed; "" when there is none."""
    host = _address(typed.strip())[0]
    return host if HOST.fullmatch(host) else ""


def _judge(token: str, letter: LetterUnderReview, own: OwnLines) -> tuple[str, str] | None:
    host, path = _address(token)
    name = letter.first_name
    if _is_calendar(host, path, own.calendar):
        detail = _("A bare link hands %(name)s the work. Offer two times.") % {"name": name}
        return _("A calendar link"), detail
    if _within(host, SHORTENERS) or _within(host, own.shortener):
        detail = _("It hides where it leads. Show %(name)s the real address.") % {"name": name}
        return _("A short link"), detail
    return None


def _address(token: str) -> tuple[str, str]:
    """Host and path of anything that looks like an address, with or without https."""
    address = token.lower()
    _start, scheme, after = address.rpartition("://")
    host, slash, path = (after if scheme else address).partition("/")
    host = host.rpartition("@")[2].partition("?")[0].partition("#")[0]
    return host.partition(":")[0].strip(".!*_=-"), slash + path


def _is_calendar(host: str, path: str, own: tuple[str, ...]) -> bool:
    if _within(host, CALENDARS) or _within(host, own) or host.startswith(CALENDAR_HOSTS):
        return True
    if "." in host and path and CALENDAR_WORDS.search(path[:LONGEST_PATH]):
        return True
    return any(
        _within(host, (place,)) and path.startswith(start) for place, start in CALENDAR_PATHS
    )


def _within(host: str, places: Collection[str]) -> bool:
    """Whether the host, or one that it is a part of, is among these."""
    if len(host) > LONGEST_HOST:
        return False
    labels = host.split(".")
    return any(".".join(labels[at:]) in places for at in range(len(labels)))
