"""Design cadences: open a draft of the next version, publish it, and never change it again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from cadence.enums import VersionState
from cadence.models import Cadence, CadenceVersion, Step
from cadence.plan import Plan, StepPlan
from cadence.plan_file import PlanFile
from cadence.policies.publishing import faults_of_texts, floors_of, problems_of
from cadence.selectors.plans import plan_of_version
from cadence.shipped import TEN_CONVERSATIONS, shipped
from team.enums import AuditKind
from team.models import Policy, User
from team.permissions import check_admin
from team.refusals import Refused
from team.services import auditing


@dataclass(frozen=True, slots=True)
class Seen:
    """The draft as a page shows it: at which revision, and the page's own token."""

    revision: int
    hand: str = ""

    def is_of(self, version: CadenceVersion) -> bool:
        """Nobody else changed it since."""
        own = bool(self.hand) and self.hand == version.hand
        return version.revision == self.revision or (own and version.hand_since <= self.revision)


@transaction.atomic
def draft_version(
    name: str, plans: Sequence[StepPlan], *, by: User, at: datetime, description: str = ""
) -> CadenceVersion:
    """Write the next version of the cadence of this name, unpublished.

    Refuses all but admins, and where a draft of that cadence stands already.
    """
    check_admin(by)
    name = " ".join(name.split())
    cadence = _locked(Cadence.objects.filter(name__iexact=name).first())
    if cadence is None:
        cadence = Cadence.objects.create(name=name, description=description)
    standing = _draft_of(cadence)
    if standing is not None:
        raise Refused(
            _("A draft of version %(number)s of “%(name)s” stands already. Publish it or drop it.")
            % {"number": standing.number, "name": cadence.name},
            code="stale_draft_stands",
        )
    return _write(cadence, plans, by=by, at=at)


@transaction.atomic
def open_draft(cadence: Cadence, *, by: User, at: datetime) -> CadenceVersion:
    """The draft of this cadence's next version, begun from the newest published one where there is none.

    Whoever comes second gets the same draft. Refuses all but admins, and an archived cadence.
    """
    check_admin(by)
    locked = _locked(cadence)
    assert locked is not None
    _check_in_use(locked)
    newest = locked.versions.order_by("-number").first()
    if newest is not None and newest.is_draft:
        return newest
    plans = plan_of_version(newest).steps if newest else ()
    return _write(locked, plans, by=by, at=at)


@transaction.atomic
def drop_draft(version: CadenceVersion, *, by: User, seen: Seen) -> None:
    """Throw a draft away as the admin saw it. Refuses what was changed since, and what is published."""
    locked = claim_draft(version, by=by, seen=seen)
    Step.objects.filter(version=locked).delete()
    locked.delete()


@transaction.atomic
def publish(
    version: CadenceVersion, *, by: User, at: datetime, seen: Seen | None = None
) -> CadenceVersion:
    """Freeze this version for good; from now on people can be enrolled in it.

    Refuses anybody but an admin, a draft that was changed since it was `seen` or published meanwhile, and
    every version that breaks a rule of the method, with the rule's own sentence. The database holds the
    floors once more.
    """
    locked = claim_draft(version, by=by, seen=seen)
    _check_in_use(locked.cadence)
    steps = list(locked.steps.order_by("number"))
    problems = problems_of(steps, floors_of(Policy.current()))
    if problems:
        raise Refused(" ".join(each.sentence for each in problems), code="cadence_breaks_a_rule")
    CadenceVersion.objects.filter(pk=locked.pk).update(
        state=VersionState.PUBLISHED, published_at=at, published_by=by
    )
    auditing.record(
        AuditKind.CADENCE_PUBLISHED,
        actor=by,
        subject=str(locked),
        detail={"id": locked.pk},
        at=at,
    )
    version.refresh_from_db()
    return version


@transaction.atomic
def duplicate(version: CadenceVersion, name: str, *, by: User, at: datetime) -> CadenceVersion:
    """These steps as the draft of a new cadence. Refuses a name that is taken, also by an archived one."""
    check_admin(by)
    plan = plan_of_version(version)
    return begin(Plan(name, plan.steps, plan.description), by=by, at=at)


@transaction.atomic
def begin(plan: Plan, *, by: User, at: datetime) -> CadenceVersion:
    """A new cadence with this plan as its first draft. Refuses a name that is taken, also by an archived one."""
    check_admin(by)
    name = " ".join(plan.name.split())
    if not name:
        raise Refused(_("Give the cadence a name."), code="name_missing")
    taken = Cadence.objects.filter(name__iexact=name).first()
    if taken is not None:
        raise Refused(
            _("There is a cadence named “%(name)s” already. Give this one a name of its own.")
            % {"name": taken.name},
            code="name_taken",
        )
    cadence = Cadence.objects.create(name=name, description=plan.description)
    return _write(cadence, plan.steps, by=by, at=at)


@transaction.atomic
def bring_in(file: PlanFile, *, by: User, at: datetime) -> CadenceVersion:
    """The plan of a file as a draft: of the next version where the name is known, else of a new cadence.

    It may break rules, which the editor then shows. Refuses all but admins, texts that can never be a letter,
    and where a draft of that cadence stands already.
    """
    check_admin(by)
    faults = faults_of_texts(file)
    if faults:
        raise Refused(" ".join(fault.told for fault in faults), code="texts_cannot_be_written")
    plan = file.plan
    known = Cadence.objects.filter(name__iexact=" ".join(plan.name.split())).first()
    if known is not None:
        _check_in_use(known)
    return draft_version(plan.name, plan.steps, by=by, at=at, description=plan.description)


@transaction.atomic
def archive(cadence: Cadence, *, by: User, at: datetime) -> None:
    """Nobody begins with it from now on; whoever is in it goes on. Its name stays its own."""
    check_admin(by)
    if Cadence.objects.filter(pk=cadence.pk, archived_at=None).update(archived_at=at):
        _account_for_shelf(cadence, before="in use", after="archived", by=by, at=at)


@transaction.atomic
def take_back(cadence: Cadence, *, by: User, at: datetime) -> None:
    """An archived cadence is in use again."""
    check_admin(by)
    if Cadence.objects.filter(pk=cadence.pk, archived_at__isnull=False).update(archived_at=None):
        _account_for_shelf(cadence, before="archived", after="in use", by=by, at=at)


def _account_for_shelf(
    cadence: Cadence, *, before: str, after: str, by: User, at: datetime
) -> None:
    auditing.record(
        AuditKind.CADENCE_SHELVED,
        actor=by,
        subject=cadence.name,
        detail={"id": cadence.pk, "before": before, "after": after},
        at=at,
    )


@transaction.atomic
def publish_shipped(slug: str, *, by: User, at: datetime) -> CadenceVersion:
    """A cadence that ships, written and published in one act. Refuses all but admins."""
    plan = shipped(slug)
    version = draft_version(plan.name, plan.steps, by=by, at=at, description=plan.description)
    return publish(version, by=by, at=at)


def publish_ten_conversations(*, by: User, at: datetime) -> CadenceVersion:
    """The default cadence. Refuses all but admins."""
    return publish_shipped(TEN_CONVERSATIONS, by=by, at=at)


def claim_draft(version: CadenceVersion, *, by: User, seen: Seen | None = None) -> CadenceVersion:
    """Lock this draft and hand it back as it stands now.

    Refuses all but admins, a version that was published, and a draft that somebody changed since it was `seen`.
    """
    check_admin(by)
    # Who published or changed it is read after the lock: joined to it, they would be those of before the wait.
    locked = CadenceVersion.objects.select_for_update().filter(pk=version.pk).first()
    if locked is None:
        raise Refused(_("This draft was dropped in the meantime."), code="conflict_dropped")
    if not locked.is_draft:
        raise Refused(_who_published(locked, by), code="conflict_published")
    if seen is not None and not seen.is_of(locked):
        raise Refused(_who_changed(locked, by), code="stale_plan")
    return locked


def _who_published(version: CadenceVersion, reader: User) -> str:
    who, when = version.published_by, version.published_at
    assert who is not None
    assert when is not None
    return _("%(who)s published version %(number)s at %(time)s. It never changes now.") % {
        "who": who.first_name,
        "number": version.number,
        "time": formats.date_format(when.astimezone(reader.zone), "TIME_FORMAT"),
    }


def _who_changed(version: CadenceVersion, reader: User) -> str:
    who, when = version.changed_by, version.changed_at
    if who is None or when is None or who == reader:
        return _("This draft was changed in another window. Choose which one to keep.")
    return _("%(who)s changed this draft at %(time)s. Choose which one to keep.") % {
        "who": who.first_name,
        "time": formats.date_format(when.astimezone(reader.zone), "TIME_FORMAT"),
    }


def _locked(cadence: Cadence | None) -> Cadence | None:
    if cadence is None:
        return None
    return Cadence.objects.select_for_update().get(pk=cadence.pk)


def _draft_of(cadence: Cadence) -> CadenceVersion | None:
    return cadence.versions.filter(state=VersionState.DRAFT).first()


def _check_in_use(cadence: Cadence) -> None:
    if cadence.archived_at is not None:
        raise Refused(_("This cadence is archived. Take it back first."), code="archived")


def _write(
    cadence: Cadence, plans: Sequence[StepPlan], *, by: User, at: datetime
) -> CadenceVersion:
    last = cadence.versions.order_by("-number").first()
    version = CadenceVersion.objects.create(
        cadence=cadence, number=last.number + 1 if last else 1, changed_at=at, changed_by=by
    )
    Step.objects.bulk_create(
        Step(version=version, number=number, **_as_stored(plan))
        for number, plan in enumerate(plans, start=1)
    )
    return version


def _as_stored(plan: StepPlan) -> dict[str, object]:
    lists = {"allowed_kinds": list(plan.allowed_kinds), "must_pass": list(plan.must_pass)}
    return asdict(plan) | lists
