from prospects.models.activity import Activity
from prospects.models.company import Company
from prospects.models.company_merge import CompanyLikeness, CompanyMerge
from prospects.models.country_rule import ELSEWHERE, CountryRule
from prospects.models.erasure import Erasure
from prospects.models.importing import ImportBatch, ImportPart, StagedRow
from prospects.models.merge import Likeness, Merge
from prospects.models.name_word import NameWord
from prospects.models.prospect import Prospect
from prospects.models.retention import RetentionRule, Sweep
from prospects.models.saved_view import SavedView
from prospects.models.suppression import Suppression

__all__ = [
    "ELSEWHERE",
    "Activity",
    "Company",
    "CompanyLikeness",
    "CompanyMerge",
    "CountryRule",
    "Erasure",
    "ImportBatch",
    "ImportPart",
    "Likeness",
    "Merge",
    "NameWord",
    "Prospect",
    "RetentionRule",
    "SavedView",
    "StagedRow",
    "Suppression",
    "Sweep",
]
