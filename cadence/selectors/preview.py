"""A step's text as a letter to a real person, before anybody is on the way through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cadence import drafting
from cadence.drafting import CATALOGUE, DraftError, LetterTemplate
from cadence.models import Step, Touch
from cadence.selectors import facts
from prospects.models import Prospect
from team.models import User

MOST_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """`missing` are the words for what nobody knows of this person yet; `fault` is why there is no letter at all."""

    person: Prospect
    subject: str = ""
    body: str = ""
    missing: Sequence[str] = ()
    fault: str = ""


def people_to_try(user: User) -> list[Prospect]:
    """The newest people with research whom this colleague sees."""
    people = Prospect.objects.visible_to(user).listed().filter(brief__isnull=False)
    return list(people.select_related("company", "brief").order_by("-pk")[:MOST_OFFERED])


def preview_of(step: Step, person: Prospect, sender: User, at: datetime) -> Preview:
    """What this step would say to this person today. What is not known stands in brackets, and is listed."""
    touch = Touch(
        prospect=person, owner=sender, step=step, number=step.number, channel=step.channel
    )
    shelf = facts.shelf_for([touch], at)
    template = LetterTemplate(step.subject_template, step.body_template)
    try:
        fields, missing = min(
            (_known(touch, value, shelf, template) for value in facts.values_for(touch, shelf)),
            key=lambda known: len(known[1]),
        )
        written = drafting.render(template, _filled(fields, missing))
    except DraftError as error:
        return Preview(person, fault=error.told)
    words = [str(CATALOGUE.get(path, path)) for path in missing]
    return Preview(person, written.subject, written.body, words)


def _known(
    touch: Touch, value: facts.Value, shelf: facts.Shelf, template: LetterTemplate
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The fields with this to bring, and those that the text asks for beyond them."""
    fields = drafting.build_fields(facts.facts_for(touch, value, shelf))
    return fields, [use.path for use in drafting.missing_fields(template, fields)]


def _filled(fields: dict[str, dict[str, str]], missing: Sequence[str]) -> drafting.Fields:
    whole = {group: dict(values) for group, values in fields.items()}
    for path in missing:
        group, _dot, name = path.partition(".")
        whole.setdefault(group, {})[name] = _("[%(field)s]") % {"field": CATALOGUE.get(path, path)}
    return whole
