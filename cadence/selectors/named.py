"""Which words of a text are the name of somebody, or of a company, that this house knows: also written small."""

from collections.abc import Iterable, Set

from django.db.models.functions import Lower

from cadence.checks.given_names import GIVEN_NAMES
from cadence.checks.unnamed_customer import as_said
from prospects.models import Company, Prospect
from research.models import ImpactStory, Introduction
from team.models import User

# Given names that are plain words, too: what they mean written small is nobody.
WORDS_AS_WELL = frozenset(
    "carol dawn ella eve frank grace holly iris jack jan marina mark max mia per rob una violet will".split()
)
SHORTEST = 3


def names_among(said: Set[str], about: Prospect) -> set[str]:
    """Of these runs of small words: given names, the whole names of people and companies, and each name around this person.

    Three queries by whole names and three for those around; asked once for a proposal, never while somebody types.
    """
    return {
        *((GIVEN_NAMES - WORDS_AS_WELL) & said),
        *_whole_names(said),
        *(_around(about) & said),
    }


def _whole_names(said: Set[str]) -> Iterable[str]:
    for names in (Company.objects.values("name"), Prospect.objects.values("name")):
        small = names.annotate(small=Lower("name")).filter(small__in=list(said))
        yield from small.values_list("small", flat=True)


def _around(about: Prospect) -> set[str]:
    """Customers and our own people, who is at their company, and who was asked to introduce us."""
    people = [
        *User.objects.values_list("name", flat=True),
        *Prospect.objects.filter(company=about.company_id).values_list("name", flat=True),
        *Introduction.objects.of([about.pk]).values_list("introducer", flat=True),
    ]
    stories = ImpactStory.objects.values_list("customer", "customer_aliases")
    companies = [about.company.name, *(name for first, more in stories for name in (first, *more))]
    parts = {part for name in people for part in name.casefold().split() if len(part) >= SHORTEST}
    return (parts - WORDS_AS_WELL) | {" ".join(as_said(name)) for name in companies}
