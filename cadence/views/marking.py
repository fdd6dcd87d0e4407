"""Where the checks point at in the words: links that lead there, and the words with those passages marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cadence.checks import CheckResult, Part, Span, State

TROUBLES = (State.STOP, State.WARN)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as a browser counts: `start` and `end` in the units of JavaScript."""

    href: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the words. `codes` are the checks whose passage begins here."""

    text: str
    is_marked: bool = False
    codes: tuple[str, ...] = ()


def place_of(check: CheckResult, subject: str, body: str) -> Place | None:
    """Where a check points, unless it is about the whole."""
    span = check.span
    if span is None or check.state not in TROUBLES:
        return None
    in_subject = span.part is Part.SUBJECT
    if not in_subject and not _is_passage(span, body):
        return None
    text, field = (subject, "#subject") if in_subject else (body, "#body")
    start = _units(text[: span.start])
    href = "#subject" if in_subject else f"#at-{check.code}"
    return Place(href, field, start, start + _units(text[span.start : span.end]))


def marked(body: str, checks: Iterable[CheckResult]) -> list[Piece]:
    """The whole body in pieces, or nothing where no check points at a passage of it."""
    spans = [
        (check.code, check.span)
        for check in checks
        if check.state in TROUBLES and check.span and _is_passage(check.span, body)
    ]
    if not spans:
        return []
    edges = sorted({0, len(body)}.union(*({span.start, span.end} for _code, span in spans)))
    return [_piece(body, edges[at : at + 2], spans) for at in range(len(edges) - 1)]


def _piece(body: str, edges: Sequence[int], spans: list[tuple[str, Span]]) -> Piece:
    start, end = edges
    return Piece(
        text=body[start:end],
        is_marked=any(span.start <= start and end <= span.end for _code, span in spans),
        codes=tuple(code for code, span in spans if span.start == start),
    )


def _is_passage(span: Span, body: str) -> bool:
    """Something to point at: neither a place between words nor everything."""
    around = body[: span.start] + body[span.end :]
    return span.part is Part.BODY and span.start < span.end and bool(around.strip())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
