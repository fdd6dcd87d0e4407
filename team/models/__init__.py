"""Who works here, and the rules' numbers."""

from .audit import AuditConcern, AuditEvent, AuditHead, AuditLook
from .calendar import Closure, HouseHoliday, TimeOff, WorkingHours
from .link import SignInLink
from .policy import Policy
from .second_factor import SecondFactorDemand
from .session import HumanSession
from .user import Team, User

__all__ = [
    "AuditConcern",
    "AuditEvent",
    "AuditHead",
    "AuditLook",
    "Closure",
    "HouseHoliday",
    "HumanSession",
    "Policy",
    "SecondFactorDemand",
    "SignInLink",
    "Team",
    "TimeOff",
    "User",
    "WorkingHours",
]
