"""The method: the plan, one person's way through it, and what was done by whom."""

from .beyond import BeyondCapacity
from .bounces import Bounce, BounceLook
from .covered_span import CoveredSpan
from .design import Cadence, CadenceVersion, Step
from .draft import Draft
from .enrollment import Enrollment
from .evidence import Attempt
from .house_rule import HouseRule
from .listening import Hold, Reply
from .plan_mark import EditMark, PlanMark
from .request import CompanyRequest
from .sending import Approval, Delivery, SendProofViolation, SentCopy, Withdrawal
from .setback import Setback
from .touch import Touch
from .undecided import UndecidedMail

__all__ = [
    "Approval",
    "Attempt",
    "BeyondCapacity",
    "Bounce",
    "BounceLook",
    "Cadence",
    "CadenceVersion",
    "CompanyRequest",
    "CoveredSpan",
    "Delivery",
    "Draft",
    "EditMark",
    "Enrollment",
    "Hold",
    "HouseRule",
    "PlanMark",
    "Reply",
    "SendProofViolation",
    "SentCopy",
    "Setback",
    "Step",
    "Touch",
    "UndecidedMail",
    "Withdrawal",
]
