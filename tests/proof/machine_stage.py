"""What stays while examples come and go, and the people whom nobody has written to yet."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from tests.proof import reckless as sql
from tests.proof.machine_truth import Company, Person
from tests.proof.reckless import Reckless

LISTED_AT_ONCE = 200


@dataclass
class Stage:
    """What stays while examples come and go: the people who send, a plan, and a new day for every example."""

    hands: Reckless
    version: int
    unpublished: int
    newcomer: int
    reps: list[tuple[int, str, int]]
    first_day: datetime
    days: "count[int]" = field(default_factory=count)
    names: "count[int]" = field(default_factory=count)
    seen: Counter[str] = field(default_factory=Counter)
    companies: "deque[Company]" = field(default_factory=deque)
    listed: int = 0

    def company(self) -> Company:
        """One that nobody has written to, with the people we know there."""
        if not self.companies:
            self._list()
        return self.companies.popleft()

    def _list(self) -> None:
        first = self.listed + 1
        self.listed += LISTED_AT_ONCE
        given = {"first": first, "last": self.listed, "owner": self.reps[0][0]}
        found: dict[int, Company] = {}
        for pk, company, email, phone, profile in self.hands.tries("web", sql.LIST, **given).rows:
            domain = email.partition("@mail.post-")[2]
            at = found.setdefault(company, Company(company, domain))
            at.strangers.append(Person(pk, at, email, phone, profile))
        self.companies.extend(found.values())
