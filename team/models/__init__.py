"""Who works here, and the rules' numbers."""

from .audit import AuditEvent, AuditHead
from .calendar import Closure, TimeOff, WorkingHours
from .policy import Policy
from .session import HumanSession
from .user import Team, User

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Closure",
    "HumanSession",
    "Policy",
    "Team",
    "TimeOff",
    "User",
    "WorkingHours",
]
