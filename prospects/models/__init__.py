from prospects.models.activity import Activity
from prospects.models.company import Company
from prospects.models.importing import ImportBatch, ImportPart, StagedRow
from prospects.models.name_word import NameWord
from prospects.models.prospect import Prospect
from prospects.models.saved_view import SavedView
from prospects.models.suppression import Suppression

__all__ = [
    "Activity",
    "Company",
    "ImportBatch",
    "ImportPart",
    "NameWord",
    "Prospect",
    "SavedView",
    "StagedRow",
    "Suppression",
]
