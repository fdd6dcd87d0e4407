"""Help with wording from a language model, when an admin has set one up and a rep asks for it.

It is given what stands on the desk, and what it answers is text to read and edit: nothing here sends.
"""

from .client import HttpModel
from .grounding import Beyond, Given, beyond, unheard
from .model import INSTRUCTIONS, Asked, HelpError, LanguageModel, Proposal, proposal_in
from .setting_up import configured, fault, host, is_on

__all__ = [
    "INSTRUCTIONS",
    "Asked",
    "Beyond",
    "Given",
    "HelpError",
    "HttpModel",
    "LanguageModel",
    "Proposal",
    "beyond",
    "configured",
    "fault",
    "host",
    "is_on",
    "proposal_in",
    "unheard",
]
