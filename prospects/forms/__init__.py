"""What people type, in the one form we store, or a sentence why not."""

from .companies import CompanyForm
from .importing import BringForm, MatchForm
from .people import NewPersonForm, NoteForm, PersonForm, Words
from .stops import StopForm, StopListForm

__all__ = [
    "BringForm",
    "CompanyForm",
    "MatchForm",
    "NewPersonForm",
    "NoteForm",
    "PersonForm",
    "StopForm",
    "StopListForm",
    "Words",
]
