"""What a check says: one sentence about one thing, and where in the text it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    STOP = "stop"
    LOOK = "look"
    YOU = "you"


class State(StrEnum):
    PASS = "pass"  # noqa: S105
    WARN = "warn"
    STOP = "stop"
    WAIT = "wait"


class Part(StrEnum):
    SUBJECT = "subject"
    BODY = "body"


GRAVITY = (State.PASS, State.WAIT, State.WARN, State.STOP)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to `end` of the subject or the body."""

    start: int
    end: int
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True)
class Mend:
    """What one press writes in place of `span`, and what the button says."""

    label: str
    text: str
    span: Span

    def of(self, subject: str, body: str) -> tuple[str, str]:
        """Subject and body with this written into them."""
        if self.span.part is Part.SUBJECT:
            return self._into(subject), body
        return subject, self._into(body)

    def _into(self, text: str) -> str:
        return text[: self.span.start] + self.text + text[self.span.end :]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`title` says what, `detail` says what to do about it; `said` is the earlier passage it repeats."""

    code: str
    kind: Kind
    state: State
    title: str
    detail: str = ""
    span: Span | None = None
    mend: Mend | None = None
    said: str = ""


def worst(results: Iterable[CheckResult]) -> CheckResult | None:
    """The gravest result, the first of its kind; None when there is none at all."""
    return max(results, key=lambda result: GRAVITY.index(result.state), default=None)


def what_keeps_it(
    results: Iterable[CheckResult], looks: Mapping[str, str] | None = None
) -> list[CheckResult]:
    """What still stands between this text and sending it: stops, looks without a reason, waits."""
    reasons = {code for code, reason in (looks or {}).items() if reason.strip()}
    return [
        result
        for result in results
        if result.state in (State.STOP, State.WAIT)
        or (result.state is State.WARN and result.code not in reasons)
    ]


def may_send(results: Iterable[CheckResult], looks: Mapping[str, str] | None = None) -> bool:
    return not what_keeps_it(results, looks)
