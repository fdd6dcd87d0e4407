from research.models.brief import Brief
from research.models.finding import Finding
from research.models.introduction import Introduction
from research.models.kept_file import KeptFile
from research.models.library import ImpactStory, Question, Resource
from research.models.talk import Talk

__all__ = [
    "Brief",
    "Finding",
    "ImpactStory",
    "Introduction",
    "KeptFile",
    "Question",
    "Resource",
    "Talk",
]
