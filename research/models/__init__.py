from research.models.brief import Brief
from research.models.finding import Finding
from research.models.introduction import Introduction
from research.models.library import ImpactStory, Question, Resource

__all__ = ["Brief", "Finding", "ImpactStory", "Introduction", "Question", "Resource"]
