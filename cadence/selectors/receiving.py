"""What people who are handed over make of the weeks of whoever gets them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from cadence.models import Enrollment
from cadence.selectors.load import Load, forecasts
from team.models import User


def loads_with(given: Mapping[int, User], at: datetime) -> dict[User, Load]:
    """By colleague who gets somebody in a cadence (people by their key), the coming weeks with those. A few queries for all."""
    running = Enrollment.objects.planned().filter(prospect__in=list(given))
    gets = defaultdict[User, set[int]](set)
    companies = set[int]()
    for person, owner, company in running.values_list("prospect", "owner", "prospect__company"):
        if owner != given[person].pk:
            gets[given[person]].add(person)
            companies.add(company)
    read = forecasts(list(gets), at, companies=companies) if gets else {}
    return {rep: read[rep.pk].load_with(people) for rep, people in gets.items()}
