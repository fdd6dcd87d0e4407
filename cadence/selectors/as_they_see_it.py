"""What one person has had from all of us, on every channel, and what they answered: as their phone would show it."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.card import parts_of
from cadence.enums import CallOutcome, DeliveryState
from cadence.models import Delivery
from cadence.selectors.answers import writer_of
from cadence.selectors.framing import frame_of
from prospects.enums import Channel
from prospects.models import Prospect
from prospects.selectors.suppressions import records_of
from research.enums import IntroductionState
from team.models import User

A_PAGE = 30
PREVIEW = 140
# By hand, as the conversation is, of which this is their side: no notes, no number that was wrong, but the
# introductions, the words that were spoken on a machine or put into an envelope, and what came back.
SEEN = """
WITH everything AS (
SELECT 'letter' AS what, t.id AS pk, sent.sending_at AS at, t.channel,
    CASE WHEN b.id IS NULL THEN sent.state ELSE 'came_back' END AS outcome, p.reviewer_id AS by_id, m.address,
    d.subject, d.body AS text, '' AS from_name
FROM cadence_touch t JOIN cadence_delivery sent ON sent.touch_id = t.id AND sent.state IN ('sent', 'unknown')
JOIN cadence_approval p ON p.id = sent.approval_id JOIN cadence_draft d ON d.id = p.draft_id
JOIN mailbox_mailbox m ON m.id = p.mailbox_id LEFT JOIN cadence_bounce b ON b.delivery_id = sent.id
WHERE t.prospect_id = ANY(%(people)s)
UNION ALL
SELECT 'attempt', a.id, a.at, a.channel, a.outcome, a.by_id, '', '', coalesce(nullif(a.words, ''), written.body, ''), ''
FROM cadence_attempt a LEFT JOIN LATERAL (
    SELECT d.body FROM cadence_draft d WHERE d.touch_id = a.touch_id AND d.made_at <= a.at ORDER BY d.number DESC LIMIT 1
) AS written ON a.words = ''
WHERE a.prospect_id = ANY(%(people)s) AND a.delivery_id IS NULL AND a.outcome <> 'wrong_number'
UNION ALL
SELECT 'by_hand', n.id, n.at, 'email', '', n.actor_id, '', coalesce(n.detail->>'subject', ''), coalesce(n.detail->>'text', ''),
    ''
FROM prospects_activity n WHERE n.prospect_id = ANY(%(people)s) AND n.kind = 'wrote'
UNION ALL
SELECT 'introduction', i.id, i.asked_at, '', i.state, i.asked_by_id, i.introducer, '', i.words, ''
FROM research_introduction i WHERE i.prospect_id = ANY(%(people)s)
UNION ALL
SELECT CASE WHEN r.is_link_press THEN 'pressed' ELSE 'reply' END, r.id, r.received_at, r.channel,
    CASE m.verdict WHEN 'auto_reply' THEN 'automatic' ELSE '' END, NULL, coalesce(m.from_address, ''),
    CASE WHEN r.is_link_press THEN '' ELSE coalesce(m.subject, '') END,
    CASE WHEN r.is_link_press AND m.verdict = 'person' THEN m.text WHEN r.in_our_words THEN '' ELSE r.text END, coalesce(m.from_name, '')
FROM cadence_reply r LEFT JOIN mailbox_inboundmessage m ON m.id = r.message_id
WHERE r.prospect_id = ANY(%(people)s)
), counted AS (
SELECT count(*) FILTER (WHERE what NOT IN ('reply', 'pressed', 'introduction')) AS ours, count(*) FILTER (WHERE what = 'reply') AS theirs,
    count(DISTINCT by_id) FILTER (WHERE what NOT IN ('reply', 'pressed', 'introduction')) AS by_how_many
FROM everything
)
SELECT what, pk, at, channel, outcome, coalesce(u.name, from_name), address, subject, text, ours, theirs, by_how_many
FROM everything CROSS JOIN counted LEFT JOIN team_user u ON u.id = by_id
WHERE (at, what, pk) < (%(at)s::timestamptz, %(what)s, %(pk)s)
ORDER BY at DESC, what DESC, pk DESC LIMIT %(limit)s
"""
NEWEST = ("infinity", "", 0)
LEFT = (DeliveryState.SENT, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing on their phone. `under` stands below the words of a letter; `days` passed since the one before."""

    what: str
    pk: int
    at: datetime
    channel: str
    outcome: str
    by_name: str
    address: str
    subject: str
    text: str
    under: str = ""
    days: int | None = None

    @property
    def side(self) -> str:
        return {"reply": "theirs", "pressed": "theirs", "introduction": "between"}.get(
            self.what, "ours"
        )

    @property
    def title(self) -> str:
        """What stands in bold: the subject of a mail, or what their phone calls it."""
        if self.what == "introduction":
            return _("%(name)s was asked to introduce us") % {"name": self.address}
        if self.what == "pressed":
            return _("Pressed the unsubscribe link")
        if self.what == "attempt" and self.channel == Channel.CALL:
            return _call(self.outcome)
        if self.subject:
            return self.subject
        return {
            Channel.EMAIL: _("No subject"),
            Channel.CALL: _("On the phone"),
            Channel.LINKEDIN: _("On LinkedIn"),
            Channel.POST: _("By post"),
        }[Channel(self.channel)]

    @property
    def words(self) -> str:
        """Of a call, those on the machine alone, as they were written for it: what else was said is not known."""
        if self.what != "attempt" or self.channel != Channel.CALL:
            return self.text.strip()
        if self.outcome != CallOutcome.VOICEMAIL:
            return ""
        spoken = (part for part in parts_of(self.text) if part.is_voicemail)
        return next((part.text for part in spoken), "")

    @property
    def preview(self) -> str:
        return " ".join(self.words.split())[:PREVIEW]

    @property
    def remark(self) -> str:
        """What a reader here must know, and they do not see."""
        if self.what == "introduction":
            return str(IntroductionState(self.outcome).label)
        return {
            "came_back": _("It came back: they never saw it"),
            "unknown": _("We can't tell whether it arrived"),
            "automatic": _("Automatic"),
        }.get(self.outcome, "")

    @property
    def gap(self) -> str:
        if self.days is None:
            return ""
        if self.days == 0:
            return _("The same day")
        return ngettext("%(days)s day later", "%(days)s days later", self.days) % {
            "days": self.days
        }

    @property
    def place(self) -> str:
        return f"{self.at.isoformat()}~{self.what}~{self.pk}"


@dataclass(frozen=True, slots=True)
class TheirSide:
    """`seen` in the order of time; `earlier` is the place before which there is more."""

    seen: list[Seen]
    earlier: str
    ours: int = 0
    theirs: int = 0
    by_how_many: int = 0

    @property
    def tally(self) -> str:
        """ "9 from us, 1 answer. From 2 of us." """
        ours = ngettext("%(count)s from us", "%(count)s from us", self.ours)
        answers = ngettext("%(count)s answer", "%(count)s answers", self.theirs)
        words = f"{ours % {'count': self.ours}}, {answers % {'count': self.theirs}}."
        if self.by_how_many < 2:
            return words
        return f"{words} " + _("%(count)s of us wrote or rang.") % {"count": self.by_how_many}


def as_they_see_it(prospect: Prospect, viewer: User, *, before: str = "") -> TheirSide:
    """The newest thirty, or those before a `place`, from every record of this person that the viewer may read.

    Raises ValueError for a place that is none.
    """
    at, what, pk = _read(before) if before else NEWEST
    visible = Q(pk__in=Prospect.objects.visible_to(viewer).values("pk"))
    people = records_of(prospect).filter(visible | Q(merged_into=prospect.pk))
    keys = list(people.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            SEEN, {"people": keys, "at": at, "what": what, "pk": pk, "limit": A_PAGE + 1}
        )
        rows = cursor.fetchall()
    if not rows:
        return TheirSide([], "")
    found = [Seen(*row[:9]) for row in rows]
    shown = _completed(list(reversed(found)), prospect)[-A_PAGE:]
    earlier = shown[0].place if len(found) > A_PAGE else ""
    return TheirSide(shown, earlier, *rows[0][9:])


def _read(place: str) -> tuple[datetime, str, int]:
    moment, what, pk = place.split("~")
    at = datetime.fromisoformat(moment)
    if at.tzinfo is None or len(pk) > 18:
        raise ValueError(place)
    return at, what, int(pk)


def _completed(found: list[Seen], prospect: Prospect) -> list[Seen]:
    """With what stood under each letter, and the days between one and the next on the wall where they are."""
    under = _under([each.pk for each in found if each.what == "letter"])
    on = [each.at.astimezone(prospect.zone).date() for each in found]
    days = [None, *((later - earlier).days for earlier, later in pairwise(on))]
    return [
        replace(
            each,
            by_name=_writer(each, prospect),
            under=under.get(each.pk, "") if each.what == "letter" else "",
            days=passed,
        )
        for each, passed in zip(found, days, strict=True)
    ]


def _writer(one: Seen, prospect: Prospect) -> str:
    """One of us; the person, as we greet them; or a colleague of theirs who wrote in their place."""
    if one.side != "theirs":
        return one.by_name
    writer = writer_of(prospect, one.address, one.by_name)
    own = one.what == "pressed" or writer.name == prospect.name
    return prospect.greeting_name if own else writer.name


def _under(letters: list[int]) -> dict[int, str]:
    """By try: what stood under its letter, where what we know today still gives the frame that was reviewed."""
    if not letters:
        return {}
    left = Delivery.objects.filter(touch__in=letters, state__in=LEFT).select_related(
        "touch__owner",
        "touch__prospect",
        "touch__reply__message",
        "touch__reply__prospect",
        "approval__mailbox",
    )
    frames = {each: frame_of(each.touch, each.approval.mailbox) for each in left}
    return {
        each.touch_id: frame.under()
        for each, frame in frames.items()
        if frame.sha256() == bytes(each.approval.frame_sha256)
    }


def _call(outcome: str) -> str:
    return {
        CallOutcome.NO_ANSWER: _("Missed call"),
        CallOutcome.VOICEMAIL: _("Voicemail"),
        CallOutcome.GATEKEEPER: _("Call, taken by a colleague of theirs"),
    }.get(CallOutcome(outcome), _("Call"))
