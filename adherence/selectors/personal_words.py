"""What we know of a person, in words that they can read: of each row what says something of them.

What leads from row to row, proves a letter or says how a machine read a mail stands in the file for machines alone.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cadence.enums import CallOutcome, Ending, ReplyKind
from prospects.enums import Channel, LawfulBasis
from prospects.places import country_name
from research.enums import Fit, IntroductionState, WarmPath

YES, NO = _("yes"), _("no")
LABELS: Final[dict[str, Any]] = {
    "about": _("About"),
    "about_them": _("What we learned of them"),
    "about_us": _("What we learned of us"),
    "actor": _("Who"),
    "added_by": _("Written down by"),
    "answer": _("Answer"),
    "answered_at": _("Answered on"),
    "answered_by": _("Answered by"),
    "approved_at": _("Reviewed on"),
    "asked_at": _("Asked on"),
    "asked_by": _("Asked by"),
    "asker": _("Asked by"),
    "at": _("When"),
    "attempts": _("Tries made"),
    "author": _("Written by"),
    "away_until": _("Away until"),
    "body": _("Words"),
    "bounced_address": _("Address it came back from"),
    "by": _("Who"),
    "call_back_at": _("Call promised for"),
    "cause": _("Cause"),
    "channel": _("Channel"),
    "city": _("City"),
    "claim": _("Fact"),
    "closed_at": _("Closed on"),
    "company_name": _("Company"),
    "consent": _("May be shown"),
    "country": _("Country"),
    "counts": _("How many of each"),
    "created_at": _("Kept since"),
    "dated_on": _("As of"),
    "decided_at": _("Decided on"),
    "decided_by": _("Decided by"),
    "detail": _("Details"),
    "domain": _("Website domain"),
    "drawn_at": _("Drawn on"),
    "due_on": _("Planned for"),
    "email": _("E-mail"),
    "email_bounced_at": _("Letters came back on"),
    "email_origin": _("How we got the e-mail address"),
    "email_source": _("Where the e-mail address came from"),
    "email_source_date": _("Got the e-mail address on"),
    "ended_at": _("Ended on"),
    "ended_by": _("Ended by"),
    "ending": _("How it ended"),
    "ending_note": _("Why it ended"),
    "erased_at": _("Erased on"),
    "explanation": _("What became of it"),
    "file_name": _("File"),
    "finished_at": _("Done on"),
    "fit": _("Fit"),
    "fit_note": _("Why it fits or not"),
    "from_address": _("From the address"),
    "from_name": _("From"),
    "full_text": _("Whole text"),
    "in_our_words": _("In our words"),
    "in_place_of": _("In place of"),
    "industry": _("Industry"),
    "introducer": _("Who could introduce us"),
    "is_about_them": _("About them"),
    "is_easy_to_answer": _("Easy to answer"),
    "is_link_press": _("By the link to unsubscribe"),
    "is_new": _("Something new"),
    "kind": _("What"),
    "language": _("Language"),
    "last_attempt_at": _("Last try on"),
    "lawful_basis": _("Why we may write"),
    "lawful_basis_note": _("Note on that"),
    "lawful_basis_until": _("Counts until"),
    "lift_reason": _("Why it was lifted"),
    "lifted_at": _("Lifted on"),
    "lifted_by": _("Lifted by"),
    "linkedin_url": _("LinkedIn profile"),
    "linkedin_url_origin": _("How we got the LinkedIn profile"),
    "linkedin_url_source": _("Where the LinkedIn profile came from"),
    "linkedin_url_source_date": _("Got the LinkedIn profile on"),
    "looks": _("Looks, and why it went anyway"),
    "made_at": _("Written on"),
    "moved_cause": _("Why it was moved"),
    "moved_from": _("Moved from"),
    "moved_note": _("Note on the move"),
    "moved_on": _("Moved to"),
    "name": _("Name"),
    "name_confirmed_at": _("Name confirmed on"),
    "name_confirmed_by": _("Name confirmed by"),
    "name_source": _("Where the spelling is from"),
    "named_at": _("Read on"),
    "named_by": _("Read by"),
    "note": _("Note"),
    "notice_given_on": _("Told them on"),
    "notice_way": _("Told them by"),
    "number": _("Number"),
    "origin": _("Where it came from"),
    "original": _("The row as it came"),
    "outcome": _("What came of it"),
    "owner": _("With"),
    "passage": _("Passage"),
    "pause_reason": _("Why it pauses"),
    "paused_until": _("Pauses until"),
    "phone": _("Phone"),
    "phone_origin": _("How we got the phone number"),
    "phone_source": _("Where the phone number came from"),
    "phone_source_date": _("Got the phone number on"),
    "placed_at": _("Since"),
    "points_to": _("Whom they pointed to"),
    "posted_on": _("Posted on"),
    "preferred_name": _("Preferred name"),
    "problem": _("Problem"),
    "promised_at": _("Promised for"),
    "pronunciation": _("How to say it"),
    "quote": _("Quote"),
    "read_aloud": _("Read aloud"),
    "read_at": _("Read on"),
    "reason": _("Why"),
    "reason_note": _("Why, in their words"),
    "received_at": _("Came on"),
    "rep": _("Made by"),
    "resolved_by": _("Settled by"),
    "retracted_at": _("Taken back on"),
    "retracted_by": _("Taken back by"),
    "retracted_reason": _("Why it was taken back"),
    "reviewer": _("Reviewed by"),
    "risk": _("Risk"),
    "rows_found": _("Rows"),
    "said_at": _("Said on"),
    "said_by": _("Said by"),
    "seen_at": _("Seen on"),
    "skip_note": _("Note on the skip"),
    "skip_reason": _("Why it was skipped"),
    "smtp_reply": _("What their mail server said"),
    "source": _("Where this came from"),
    "source_date": _("Got on"),
    "source_name": _("Source"),
    "source_url": _("Address of the source"),
    "started_at": _("Began on"),
    "state": _("State"),
    "subdivision": _("Region"),
    "subject": _("Subject"),
    "subscriber_type": _("Reached"),
    "suggested": _("Spelling we suggested"),
    "taken_back_at": _("Taken back on"),
    "text": _("Text"),
    "time_zone": _("Time zone"),
    "title": _("Job title"),
    "to": _("To"),
    "to_address": _("To the address"),
    "told_by": _("Told by"),
    "undone_at": _("Parted again on"),
    "undone_by": _("Parted again by"),
    "unknowns": _("What we don't know"),
    "until": _("Until"),
    "updated_at": _("Last changed on"),
    "updated_by": _("Last changed by"),
    "value": _("Address, number or profile"),
    "verdict": _("What became of the row"),
    "waits_until": _("Waits until"),
    "warm_path": _("Warm path"),
    "warm_path_note": _("Note on the warm path"),
    "website": _("Website"),
    "why": _("Why"),
    "why_now": _("Why now"),
    "words": _("Words"),
}
# What the timeline and the account keep beside a happening, where it is no column above.
INSIDE: Final[dict[str, Any]] = {
    "cadence": _("Cadence"),
    "fields": _("Fields"),
    "form": _("Form"),
    "rows": _("Rows"),
    "quiet_until": _("Left in peace until"),
}
# Numbers by which rows know each other.
KEYS: Final = frozenset(
    {"touch", "reply", "enrollment", "finding", "draft", "batch", "merge", "delivery", "introduction", "id", "db_role"}
)  # fmt: skip
# What is kept by a name of its own, and said by another.
CODES: Final[dict[str, dict[str, Any]]] = {
    "channel": dict(Channel.choices),
    "ending": dict(Ending.choices),
    "fit": dict(Fit.choices),
    "kind": dict(ReplyKind.choices),
    "lawful_basis": dict(LawfulBasis.choices),
    "outcome": dict(CallOutcome.choices),
    "state": dict(IntroductionState.choices),
    "warm_path": dict(WarmPath.choices),
}


def in_words(row: models.Model, users: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """What this row says of them, without what is empty."""
    for field in row._meta.concrete_fields:
        if field.name in LABELS and (said := _said(row, field, users)):
            yield str(LABELS[field.name]), said


def _said(row: models.Model, field: "models.Field[Any, Any]", users: Mapping[int, str]) -> str:
    value = getattr(row, field.attname)
    if field.is_relation:
        return users.get(value, "")
    if field.choices and value:
        return str(getattr(row, f"get_{field.name}_display")())
    return country_name(value) if field.name == "country" and value else _value(value)


def _value(value: Any) -> str:
    match value:
        case bool():
            said = str(YES if value else NO)
        case datetime():
            said = date_format(localtime(value), "DAY_MONTH_YEAR_TIME")
        case date():
            said = date_format(value, "DAY_MONTH_YEAR")
        case dict():
            parts = ((_name(name), _inside(name, each)) for name, each in value.items())
            said = "\n".join(f"{name}: {part}" for name, part in parts if part)
        case list() | tuple():
            said = ", ".join(filter(None, map(_value, value)))
        case _:
            said = "" if value is None else str(value)
    return said


def _name(name: str) -> str:
    return str(LABELS.get(name) or INSIDE.get(name) or name.replace("_", " "))


def _inside(name: str, value: Any) -> str:
    if name in KEYS:
        return ""
    if name == "fields":
        return ", ".join(map(_name, value))
    codes = CODES.get(name, {})
    return str(codes[value]) if isinstance(value, str) and value in codes else _value(value)
