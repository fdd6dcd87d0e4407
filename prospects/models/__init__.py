from prospects.models.activity import Activity
from prospects.models.company import Company
from prospects.models.importing import ImportBatch, ImportPart, StagedRow
from prospects.models.prospect import Prospect
from prospects.models.suppression import Suppression

__all__ = [
    "Activity",
    "Company",
    "ImportBatch",
    "ImportPart",
    "Prospect",
    "StagedRow",
    "Suppression",
]
