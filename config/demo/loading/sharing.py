"""The company that two reps work: the second asks, and whoever leads the conversation there says yes."""

from datetime import datetime

from cadence.enums import RequestAnswer
from cadence.policies.company import leader_at
from cadence.services import requesting
from prospects.models import Prospect
from team.models import User

WHY = "We met at the cold chain fair, and I owe them a page."
NOTE = "Go on. I keep to the depot, you to the office."


def agree(person: Prospect, *, by: User, at: datetime) -> None:
    request = requesting.ask(person, by=by, at=at, why=WHY)
    leader = leader_at(person.company_id)
    assert leader is not None
    requesting.answer(request, RequestAnswer.YES, by=leader, at=at, note=NOTE)
