"""Who works here, and the rules' numbers."""

from .audit import AuditEvent, AuditHead
from .calendar import Closure, TimeOff, WorkingHours
from .link import SignInLink
from .policy import Policy
from .second_factor import SecondFactorDemand
from .session import HumanSession
from .user import Team, User

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Closure",
    "HumanSession",
    "Policy",
    "SecondFactorDemand",
    "SignInLink",
    "Team",
    "TimeOff",
    "User",
    "WorkingHours",
]
