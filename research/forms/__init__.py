from research.forms.workspace import (
    BriefForm,
    FindingForm,
    IntroductionAnswerForm,
    IntroductionForm,
    NameForm,
    RetractionForm,
    WarmPathForm,
)

__all__ = [
    "BriefForm",
    "FindingForm",
    "IntroductionAnswerForm",
    "IntroductionForm",
    "NameForm",
    "RetractionForm",
    "WarmPathForm",
]
