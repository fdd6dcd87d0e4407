"""The margin beside a letter: its checks, gravest first, with what the rep answered to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cadence.checks import CheckResult, State, call_hours, came_back
from cadence.forms.letters import BECAUSE
from cadence.selectors.desk import Margin
from cadence.selectors.sheet import Sheet
from cadence.services import reviewing
from cadence.views.marking import Place, marked, place_of

ORDER = (State.STOP, State.WARN, State.WAIT, State.PASS)


@dataclass(frozen=True, slots=True)
class ShownCheck:
    state: str
    title: str
    detail: str
    checked: bool
    why_name: str
    why: str
    more: str
    said: str
    code: str
    mend: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the sheet: the newest draft, or what was just typed."""

    subject: str
    body: str


def margin_of(
    desk: Sheet,
    words: Words | None = None,
    *,
    read_aloud: bool = False,
    looks: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The context of the sheet and its margin."""
    words = words or _saved(desk)
    checks: list[CheckResult] = []
    if desk.is_judged(words.body):
        results = reviewing.review(
            desk.touch, at=desk.at, subject=words.subject, body=words.body, known=desk.known
        )
        # Whether it is an hour to ring stands over the number already.
        checks = [each for each in results if each.code != call_hours.CODE]
    checks.sort(key=lambda check: ORDER.index(check.state))
    shown = [_shown(check, desk, words, read_aloud, looks or {}) for check in checks]
    return {
        "words": words,
        "margin": Margin(checks),
        "checks": shown,
        "marked": marked(words.body, checks),
    }


def _saved(desk: Sheet) -> Words:
    draft = desk.draft
    return Words(draft.subject, draft.body) if draft else Words("", "")


def _shown(
    check: CheckResult, desk: Sheet, words: Words, read_aloud: bool, looks: Mapping[str, str]
) -> ShownCheck:
    return ShownCheck(
        state=check.state,
        title=check.title,
        detail=check.detail,
        checked=read_aloud,
        why_name=f"{BECAUSE}{check.code}" if desk.asks_why else "",
        why=looks.get(check.code, ""),
        more=_more(check, desk),
        said=check.said,
        code=check.code,
        mend=check.mend.label if check.mend and desk.may_be_mended else "",
        place=place_of(check, words.subject, words.body),
    )


def _more(check: CheckResult, desk: Sheet) -> str:
    """Where the rep looks why, when it is not the words that keep the letter."""
    if check.code != came_back.CODE:
        return ""
    return reverse("cadence:bounces", args=[desk.touch.owner.mailbox.pk])
