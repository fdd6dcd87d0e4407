"""Design cadences: write a version, publish it, and never change it again."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.enums import VersionState
from cadence.models import Cadence, CadenceVersion, Step
from cadence.ten_conversations import DESCRIPTION, NAME, STEPS, StepPlan
from cadence.validator import Floors, validate
from team.enums import AuditKind
from team.models import Policy, User
from team.permissions import check_admin
from team.refusals import Refused
from team.services import auditing


@transaction.atomic
def draft_version(
    name: str, plans: Sequence[StepPlan], *, by: User, description: str = ""
) -> CadenceVersion:
    """Write the next version of the cadence of this name, unpublished. Refuses all but admins."""
    check_admin(by)
    cadence, _made = Cadence.objects.get_or_create(name=name, defaults={"description": description})
    last = cadence.versions.order_by("-number").first()
    version = CadenceVersion.objects.create(cadence=cadence, number=last.number + 1 if last else 1)
    Step.objects.bulk_create(
        Step(version=version, number=number, **asdict(plan))
        for number, plan in enumerate(plans, start=1)
    )
    return version


@transaction.atomic
def publish(version: CadenceVersion, *, by: User, at: datetime) -> CadenceVersion:
    """Freeze this version for good; from now on people can be enrolled in it.

    Refuses anybody but an admin, and every version that breaks a rule of the method, with the
    rule's own sentence. The database holds the floors once more.
    """
    check_admin(by)
    if version.state == VersionState.PUBLISHED:
        raise Refused(_("This version is published already."), code="already_published")
    policy = Policy.current()
    floors = Floors(min_attempts=policy.min_attempts, longest_gap_days=policy.longest_gap_days)
    problems = validate(list(version.steps.order_by("number")), floors)
    if problems:
        raise Refused(" ".join(each.sentence for each in problems), code="cadence_breaks_a_rule")
    CadenceVersion.objects.filter(pk=version.pk, state=VersionState.DRAFT).update(
        state=VersionState.PUBLISHED, published_at=at, published_by=by
    )
    auditing.record(
        AuditKind.CADENCE_PUBLISHED,
        actor=by,
        subject=str(version),
        detail={"id": version.pk},
        at=at,
    )
    version.refresh_from_db()
    return version


@transaction.atomic
def publish_ten_conversations(*, by: User, at: datetime) -> CadenceVersion:
    """The default cadence, written and published in one act. Refuses all but admins."""
    version = draft_version(NAME, STEPS, by=by, description=DESCRIPTION)
    return publish(version, by=by, at=at)
