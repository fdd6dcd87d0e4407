"""R4, R5, R7, R18: may this plan be published? The method's rules, and that each text can become a letter."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from django.utils.translation import gettext as _

from cadence.checks.names import LOOKS
from cadence.drafting import VALUE_GROUPS, DraftError, fields_of
from cadence.plan_file import Fault, PlanFile
from cadence.validator import Floors, PlannedStep, Problem, validate
from team.models import Policy

TEXTS: Final = ("subject_template", "body_template")


class WrittenStep(PlannedStep, Protocol):
    """A planned step with its words and what they are written around."""

    @property
    def subject_template(self) -> str: ...
    @property
    def value_kind(self) -> str: ...
    @property
    def allowed_kinds(self) -> Sequence[str]: ...
    @property
    def must_pass(self) -> Sequence[str]: ...


def floors_of(policy: Policy) -> Floors:
    """The method's floors as this company raised them."""
    return Floors(
        min_attempts=policy.min_attempts,
        longest_gap_days=policy.longest_gap_days,
        most_emails=policy.most_emails,
        most_calls=policy.most_calls,
        most_voicemails=policy.most_voicemails,
        min_channels=policy.min_channels,
    )


def problems_of(steps: Sequence[WrittenStep], floors: Floors | None = None) -> list[Problem]:
    """Every reason why this plan is not published yet; empty when it may be."""
    return [*validate(steps, floors), *wordings_of(steps)]


def wordings_of(steps: Sequence[WrittenStep]) -> Iterator[Problem]:
    """Texts that could never become a letter, and kinds or checks that do not exist."""
    for number, step in enumerate(steps, start=1):
        for name in TEXTS:
            error = fault_in(getattr(step, name))
            if error is not None:
                sentence = _("Step %(number)s: %(told)s") % {"number": number, "told": error.told}
                yield Problem(name, sentence, number)
        for sentence in _strange(step):
            told = _("Step %(number)s: %(told)s") % {"number": number, "told": sentence}
            yield Problem("strange", told, number)


def faults_of(file: PlanFile, floors: Floors | None = None) -> list[Fault]:
    """Why the plan in this file is not published, each with its line where one can be named."""
    rules = validate(file.plan.steps, floors)
    return [
        *(Fault(problem.sentence, file.line_of(problem.step)) for problem in rules),
        *faults_of_texts(file),
    ]


def faults_of_texts(file: PlanFile) -> list[Fault]:
    """Texts that could never become a letter, and names of nothing, each with its line."""
    faults = []
    for number, step in enumerate(file.plan.steps, start=1):
        for name in TEXTS:
            error = fault_in(getattr(step, name))
            if error is not None:
                faults.append(Fault(error.sentence, file.line_of(number, name, error.line)))
        faults += [Fault(sentence, file.line_of(number)) for sentence in _strange(step)]
    return faults


def fault_in(template: str) -> DraftError | None:
    """What is wrong with this text of a step, and where; None where it can be written."""
    try:
        fields_of(template)
    except DraftError as error:
        return error
    return None


def _strange(step: WrittenStep) -> Iterator[str]:
    for kind in (step.value_kind, *step.allowed_kinds):
        if kind and kind not in VALUE_GROUPS:
            yield _("“%(kind)s” is nothing a try can bring.") % {"kind": kind}
    if step.value_kind and step.allowed_kinds and step.value_kind not in step.allowed_kinds:
        yield _("It is written around what it may not bring: tick that, too.")
    for code in step.must_pass:
        if code not in LOOKS:
            yield _("There is no look “%(code)s”.") % {"code": code}
