"""A first draft from a template and what the research knows; none where it knows nothing."""

from .catalogue import CATALOGUE, VALUE_GROUPS
from .errors import DraftError, FieldUse, MissingFieldError, NothingToSay, nothing_solid
from .facts import (
    BriefFacts,
    DraftingFacts,
    FindingFacts,
    IntroductionFacts,
    PersonFacts,
    PreviousFacts,
    QuestionFacts,
    ReplyFacts,
    ResourceFacts,
    SenderFacts,
    StepFacts,
    StoryFacts,
    build_fields,
)
from .rendering import Fields, LetterTemplate, Rendered, fields_of, missing_fields, render

__all__ = [
    "CATALOGUE",
    "VALUE_GROUPS",
    "BriefFacts",
    "DraftError",
    "DraftingFacts",
    "FieldUse",
    "Fields",
    "FindingFacts",
    "IntroductionFacts",
    "LetterTemplate",
    "MissingFieldError",
    "NothingToSay",
    "PersonFacts",
    "PreviousFacts",
    "QuestionFacts",
    "Rendered",
    "ReplyFacts",
    "ResourceFacts",
    "SenderFacts",
    "StepFacts",
    "StoryFacts",
    "build_fields",
    "draft",
    "fields_of",
    "missing_fields",
    "nothing_solid",
    "render",
]


def draft(
    subject_template: str, body_template: str, facts: DraftingFacts, *, value_kind: str = ""
) -> Rendered:
    """A first draft of one try from its step's templates.

    Raises NothingToSay when the value item it should bring, or a field it names, is not known, and when
    no word is left to say; and DraftError for a template that could never become a letter.
    """
    template = LetterTemplate(subject_template, body_template)
    fields = build_fields(facts)
    group = VALUE_GROUPS.get(value_kind, "")
    if group and group not in fields:
        raise NothingToSay()
    try:
        written = render(template, fields)
    except MissingFieldError:
        raise NothingToSay(missing_fields(template, fields)) from None
    if not written.body.strip():
        raise NothingToSay()
    return written
