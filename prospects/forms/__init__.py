"""What people type, in the one form we store, or a sentence why not."""

from .companies import CompanyForm
from .importing import BringForm, GroundsForm, MatchForm
from .people import NewPersonForm, NoteForm, PersonForm, Words
from .stops import StopForm, StopListForm

__all__ = [
    "BringForm",
    "CompanyForm",
    "GroundsForm",
    "MatchForm",
    "NewPersonForm",
    "NoteForm",
    "PersonForm",
    "StopForm",
    "StopListForm",
    "Words",
]
