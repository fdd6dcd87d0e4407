"""Every merge field there is. A template that names another is refused."""

from typing import Final

from django.utils.translation import gettext_lazy as _

CATALOGUE: Final = {
    "person.greeting": _("What they are called"),
    "person.name": _("Whole name, as confirmed"),
    "person.title": _("Job title"),
    "person.company": _("Their company"),
    "person.city": _("Their city"),
    "person.industry": _("Their industry"),
    "sender.first_name": _("Your first name"),
    "sender.name": _("Your whole name"),
    "sender.company": _("Your company"),
    "brief.problem": _("The problem, from the research"),
    "brief.why_now": _("Why now, from the research"),
    "fact.claim": _("A fact about them"),
    "fact.source": _("Where the fact stands"),
    "fact.date": _("Of when the fact is"),
    "story.title": _("Title of the story"),
    "story.change": _("What changed"),
    "story.number": _("The number that shows it"),
    "story.thirty_seconds": _("The story in thirty seconds"),
    "story.customer": _("The customer, where we may name them"),
    "story.called": _("The customer as we may speak of them: by name, or described"),
    "question.text": _("The question"),
    "question.why": _("Why it is worth asking"),
    "resource.title": _("Title of the resource"),
    "resource.summary": _("What is in it"),
    "resource.url": _("Where it is"),
    "introduction.name": _("Who introduced us"),
    "introduction.date": _("Day on which they said that they would"),
    "reply.date": _("Day of what they answered, where we have not written since"),
    "previous.date": _("Day of the try before"),
    "previous.channel": _("Channel of the try before"),
    "step.number": _("Number of this try"),
    "step.of": _("Number of tries in the cadence"),
}

GROUPS: Final = frozenset(path.partition(".")[0] for path in CATALOGUE)

VALUE_GROUPS: Final = {
    "finding": "fact",
    "story": "story",
    "question": "question",
    "resource": "resource",
    "introduction": "introduction",
}
"""Which group of fields the value item of a step fills."""
