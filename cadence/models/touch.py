"""One planned attempt of one enrollment, or one letter that answers them."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cadence.enums import GIVEN_CAUSES, OPEN_TOUCH, GapCause, SkipReason, TouchKind, TouchState
from prospects.enums import Channel
from prospects.models import Prospect
from research.models import Finding, ImpactStory, Introduction, Question, Resource
from team.models import User

from .design import Step
from .enrollment import Enrollment

if TYPE_CHECKING:
    from .listening import Reply

LOOK_AGAIN = timedelta(days=1)
USED = ~Q(state__in=[TouchState.SKIPPED, TouchState.CANCELLED])


class TouchQuerySet(models.QuerySet["Touch"]):
    def open(self) -> "TouchQuerySet":
        return self.filter(state__in=OPEN_TOUCH)

    def steps(self) -> "TouchQuerySet":
        """What the plan asks for, without the letters that answer them."""
        return self.filter(kind=TouchKind.STEP)

    def answers(self) -> "TouchQuerySet":
        return self.exclude(kind=TouchKind.STEP)

    def to_draft(self, at: datetime) -> "TouchQuerySet":
        """Never looked at, due for another look, or with a fact or an introduction that came after the last one."""
        found_since = Finding.objects.filter(
            Q(prospect=None) | Q(prospect=OuterRef("prospect")),
            company=OuterRef("prospect__company"),
            created_at__gt=OuterRef("look_again_at") - LOOK_AGAIN,
        )
        introduced_since = Introduction.objects.granted().filter(
            prospect=OuterRef("prospect"), answered_at__gt=OuterRef("look_again_at") - LOOK_AGAIN
        )
        return self.filter(
            Q(look_again_at=None)
            | Q(look_again_at__lte=at)
            | (~Q(nothing_to_say="") & (Exists(found_since) | Exists(introduced_since))),
            state=TouchState.PLANNED,
            kind=TouchKind.STEP,
        )


class Touch(models.Model):
    """A try. `deadline_on` is day seven; `due_at` to `closes_at` is the window in their own hours.

    `gap_cause` is why it stands on another day than its step asks for. `moved_from` is the day on which it
    stood before the plan moved it, `moved_on` the day to which its rep did; `moved_cause` is why, of whichever was last.
    Where the day that its rep named is none any more, the plan moves `moved_on`, and `moved_from` is the named day.

    While there is `nothing_to_say`, the facts are looked through again at `look_again_at`.
    `opened_at` is when its rep last opened it, `seconds_open` how long it was open when it was made; unknown where no page said.
    `chosen_at` is when its rep chose what it brings; without it, the drafter did.
    A letter that answers a `reply` has no step and no number, and never counts as a try.
    `owner` and `prospect` repeat the enrollment's, so that a queue is one index scan; but while the enrollment's
    owner is away, `owner` covers, and makes it `in_place_of` them.
    """

    # Other indexes begin with these two; where a key is mostly empty, only what is there is indexed.
    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="touches", db_index=False
    )
    prospect = models.ForeignKey(
        Prospect, on_delete=models.PROTECT, related_name="touches", db_index=False
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="touches")
    in_place_of = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(
        max_length=15, choices=TouchKind, default=TouchKind.STEP, db_default=TouchKind.STEP
    )
    reply = models.ForeignKey(
        "cadence.Reply", on_delete=models.PROTECT, null=True, related_name="answers", db_index=False
    )
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=TouchState, default=TouchState.PLANNED)
    planned_at = models.DateTimeField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    deadline_on = models.DateField()
    promised_at = models.DateTimeField(null=True)
    gap_cause = models.CharField(max_length=20, choices=GapCause, blank=True, default="")
    moved_from = models.DateField(null=True)
    moved_on = models.DateField(null=True)
    moved_cause = models.CharField(
        max_length=20, choices=GapCause, blank=True, default="", db_default=""
    )
    moved_note = models.CharField(max_length=300, blank=True, default="")
    skip_reason = models.CharField(max_length=20, choices=SkipReason, blank=True, default="")
    skip_note = models.CharField(max_length=300, blank=True, default="")
    nothing_to_say = models.CharField(max_length=300, blank=True, default="")
    look_again_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    lease_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    lease_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    seconds_open = models.PositiveIntegerField(null=True)
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    story = models.ForeignKey(
        ImpactStory, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    introduction = models.ForeignKey(
        Introduction, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    chosen_at = models.DateTimeField(null=True)

    objects = TouchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "touches"
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "step"], name="step_is_tried_once"),
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=Q(state__in=OPEN_TOUCH, kind=TouchKind.STEP),
                name="one_open_try_per_enrollment",
            ),
            models.CheckConstraint(
                condition=Q(kind=TouchKind.STEP, step__isnull=False, reply__isnull=True)
                | Q(
                    kind__in=[TouchKind.ANSWER, TouchKind.ACKNOWLEDGEMENT],
                    step__isnull=True,
                    reply__isnull=False,
                    number=0,
                ),
                name="a_try_has_its_step_and_an_answer_its_reply",
            ),
            models.UniqueConstraint(
                fields=["reply"],
                condition=USED & Q(kind=TouchKind.ACKNOWLEDGEMENT),
                name="one_acknowledgement_per_reply",
            ),
            models.UniqueConstraint(
                fields=["reply"],
                condition=Q(state__in=OPEN_TOUCH, kind=TouchKind.ANSWER),
                name="one_open_answer_per_reply",
            ),
            models.CheckConstraint(
                condition=Q(due_on__lte=F("deadline_on")), name="try_is_due_by_day_seven"
            ),
            models.CheckConstraint(
                condition=Q(moved_on__isnull=True)
                | Q(moved_on__lte=F("deadline_on"))
                | ~Q(moved_note="") & ~Q(moved_cause=""),
                name="moving_past_day_seven_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=TouchState.SKIPPED) | ~Q(skip_reason=""),
                name="skipped_try_says_why",
            ),
            # Only tries that bring one: most bring none yet, and no index need hold those.
            *(
                models.UniqueConstraint(
                    fields=["prospect", item],
                    condition=USED & Q((f"{item}__isnull", False)),
                    name=f"{item}_is_new_to_the_person",
                )
                for item in ("finding", "story", "question", "resource", "introduction")
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_at"], condition=Q(state__in=OPEN_TOUCH), name="touch_queue"
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(state=TouchState.PLANNED),
                name="touch_to_draft",
            ),
            models.Index(
                fields=["in_place_of"],
                condition=Q(state__in=OPEN_TOUCH, in_place_of__isnull=False),
                name="touch_in_place_of",
            ),
            models.Index(fields=["prospect", "closed_at"], name="touch_of_person"),
            *(
                models.Index(
                    fields=[key], condition=Q((f"{key}__isnull", False)), name=f"touch_with_{key}"
                )
                for key in ("reply", "finding", "lease_by")
            ),
            # The library counts by these how often an item was brought, without reading the tries.
            *(
                models.Index(
                    fields=[item, "id"],
                    condition=Q(state=TouchState.DONE) & Q((f"{item}__isnull", False)),
                    name=f"touch_that_brought_{item}",
                )
                for item in ("story", "question", "resource")
            ),
            models.Index(
                fields=["owner", "closed_at"],
                condition=Q(closed_at__isnull=False),
                name="touch_done_by_owner",
            ),
            # How long the newest tries of a rep took, without reading the older ones.
            models.Index(
                fields=["owner", "channel", "-closed_at"],
                include=["seconds_open"],
                condition=Q(seconds_open__isnull=False),
                name="touch_that_took_so_long",
            ),
        ]

    def __str__(self) -> str:
        what = f"try {self.number}" if self.kind == TouchKind.STEP else self.kind
        return f"{what} ({self.channel}, {self.state})"

    @property
    def planned_step(self) -> Step:
        """The step of a try. A letter that answers has none, and asking for it is a fault."""
        assert self.step is not None
        return self.step

    @property
    def is_step(self) -> bool:
        return self.kind == TouchKind.STEP

    @property
    def answered(self) -> "Reply":
        """What a letter that answers is about. A try is about none, and asking for it is a fault."""
        assert self.reply is not None
        return self.reply

    @property
    def item(self) -> ImpactStory | Question | Resource | None:
        """What of the library it brings; a fact and an introduction are no items of it."""
        return self.story or self.question or self.resource

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TOUCH

    @property
    def plan_moved_it_from(self) -> date | None:
        """The day from which the plan moved it, where that came last; a rep gives other causes for "Not today"."""
        by_hand = self.moved_on is not None and self.moved_cause in ("", *GIVEN_CAUSES)
        return None if by_hand else self.moved_from

    def leased_to_another(self, user: User, at: datetime) -> bool:
        """A colleague has this try open at this moment."""
        return (
            self.lease_by_id is not None
            and self.lease_by_id != user.pk
            and self.lease_until is not None
            and self.lease_until > at
        )
