"""Admin templates become letters: strict, bounded, without loops, files or attributes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from liquid import (
    BoundTemplate,
    Environment,
    FalsyStrictUndefined,
    Mode,
    RenderContext,
    Token,
)
from liquid.builtin import content, illegal, output
from liquid.builtin.filters import misc, string
from liquid.builtin.tags import if_tag, unless_tag
from liquid.exceptions import (
    BlockNestingError,
    LiquidError,
    UndefinedError,
    UnknownFilterError,
)
from liquid.static_analysis import Variable
from liquid.undefined import UNDEFINED

from .catalogue import CATALOGUE, GROUPS
from .errors import DraftError, FieldUse, MissingFieldError, place
from .source import check_source

Fields = Mapping[str, Mapping[str, str]]
MOST_MISSING: Final = 40
LONGEST_LETTER: Final = 32_000


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    body: str


class LetterContext(RenderContext):
    """Every field is a name in a group: where both are known, there is nothing to resolve."""

    def get(
        self, path: list[object], *, token: Token | None, default: object = UNDEFINED
    ) -> object:
        groups: Any = self.globals
        try:
            group, name = path
            return groups[group][name]
        except (KeyError, ValueError):
            return super().get(path, token=token, default=default)


class LetterText(BoundTemplate):
    context_class = LetterContext


class LetterEnvironment(Environment):
    """Liquid with two tags and seven filters; none of them repeats, loads or reaches anything.

    Without loops the output is bounded by the number of fields, so no counting while writing.
    """

    template_class = LetterText
    block_nesting_limit: ClassVar[int] = 5
    context_depth_limit: ClassVar[int] = 5

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        for tag in (content.Literal, output.Output, illegal.Illegal, if_tag.IfTag):
            self.add_tag(tag)
        self.add_tag(unless_tag.UnlessTag)
        self.add_filter("default", misc.default)
        for name in ("capitalize", "downcase", "upcase", "strip", "truncate", "truncatewords"):
            self.add_filter(name, getattr(string, name))


ENVIRONMENT: Final = LetterEnvironment(tolerance=Mode.STRICT, undefined=FalsyStrictUndefined)


@dataclass(frozen=True, slots=True)
class Compiled:
    source: str
    template: BoundTemplate
    uses: Mapping[int, FieldUse]


def render(template: LetterTemplate, fields: Fields) -> Rendered:
    """Subject and body with the fields filled in.

    Raises DraftError for a template that cannot be read, MissingFieldError for a field that nothing
    is known for. Compiled templates are kept, so rendering many costs no parsing.
    """
    subject = _render_one(compiled(template.subject), fields)
    body = _render_one(compiled(template.body), fields)
    return Rendered(" ".join(subject.split()), _tidy(body))


def fields_of(source: str) -> list[FieldUse]:
    """Every field a template names, with line and column. Raises DraftError as `render` does."""
    return list(compiled(source).uses.values())


def missing_fields(template: LetterTemplate, fields: Fields) -> list[FieldUse]:
    """The fields this letter would need and does not have, each once, in order of need."""
    known = {group: dict(values) for group, values in fields.items()}
    missing: list[FieldUse] = []
    while len(missing) < MOST_MISSING:
        try:
            render(template, known)
        except MissingFieldError as error:
            missing.append(error.use)
            group, _dot, name = error.use.path.partition(".")
            known.setdefault(group, {})[name] = "…"
        else:
            break
    return missing


@lru_cache(maxsize=1024)
def compiled(source: str) -> Compiled:
    check_source(source)
    try:
        template = ENVIRONMENT.from_string(source)
        found = template.analyze().globals.values()
    except LiquidError as error:
        raise _refused(error, source) from None
    uses = sorted((each for group in found for each in group), key=lambda each: each.span.index)
    return Compiled(source, template, {use.span.index: _known(use, source) for use in uses})


def _known(variable: Variable, source: str) -> FieldUse:
    path = ".".join(segment for segment in variable.segments if isinstance(segment, str))
    line, column = place(source, variable.span.index)
    plain = all(isinstance(segment, str) for segment in variable.segments)
    if plain and (path in CATALOGUE or path in GROUPS):
        return FieldUse(path, line, column)
    raise DraftError(_("There is no field “%(path)s”.") % {"path": variable}, line, column)


def _render_one(letter: Compiled, fields: Fields) -> str:
    try:
        text = letter.template.render(fields)
    except UndefinedError as error:
        raise _missing(error, letter) from None
    except LiquidError as error:
        raise _refused(error, letter.source) from None
    if len(text) > LONGEST_LETTER:
        raise DraftError(_("This would become far longer than a letter."))
    return text


def _missing(error: UndefinedError, letter: Compiled) -> DraftError:
    index = error.token.start_index if error.token else 0
    use = letter.uses.get(index) or FieldUse(str(error.message), *place(letter.source, index))
    sentence = _("Nothing is known for “%(path)s”.") % {"path": use.path}
    return MissingFieldError(sentence, use)


def _refused(error: LiquidError, source: str) -> DraftError:
    line, column = place(source, error.token.start_index if error.token else 0)
    if isinstance(error, UnknownFilterError):
        return DraftError(_("No such change to a field is known here."), line, column)
    if isinstance(error, BlockNestingError):
        return DraftError(_("Too many ifs inside one another."), line, column)
    return DraftError(_("This part cannot be read."), line, column)


def _tidy(body: str) -> str:
    """No spaces at line ends, and at most one empty line where a condition left several."""
    lines: list[str] = []
    for line in body.split("\n"):
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).rstrip("\n")
