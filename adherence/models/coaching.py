"""Coaching beside the text: five tries of a rep's week, drawn by lot, and what a manager and the rep say about them.

The guards of these tables stand in migrations/sql/coaching.sql.
"""

from django.db import models
from django.db.models import F, Q

from adherence.enums import A_WEEK_S_DRAW, CoachingQuestion, Consent
from cadence.models import Attempt
from team.models import User

MONDAY = 1


class Sample(models.Model):
    """A try that was drawn from all that `rep` wrote in the week that begins on this Monday. It is never drawn again."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="sample")
    rep = models.ForeignKey(User, on_delete=models.PROTECT, related_name="samples")
    week = models.DateField()
    place = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rep", "week", "place"], name="a_place_of_a_draw_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=A_WEEK_S_DRAW), name="a_draw_has_five_places"
            ),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=MONDAY), name="a_drawn_week_begins_on_monday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep_id} {self.week}: {self.place}"


class Look(models.Model):
    """A manager's answers to the three questions about one try. Answering again replaces them."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_about_them = models.BooleanField()
    is_new = models.BooleanField()
    is_easy_to_answer = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "by"], name="one_look_of_a_manager_at_a_try")
        ]

    def __str__(self) -> str:
        return f"look of {self.by_id} at {self.sample_id}"

    @property
    def answers(self) -> list[tuple[CoachingQuestion, bool]]:
        return [(question, getattr(self, question.value)) for question in CoachingQuestion]


class Comment(models.Model):
    """What a manager says about one passage, which begins at the character `starts` of the words that were sent.

    The rep of the try answers it, once, and says when they tried it.
    """

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    starts = models.PositiveIntegerField()
    passage = models.TextField()
    text = models.CharField(max_length=1000)
    answer = models.CharField(max_length=1000, blank=True, default="", db_default="")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(passage="") & ~Q(text=""), name="a_comment_is_about_a_passage"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="a_comment_is_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sample"], condition=Q(answered_at__isnull=True), name="comment_to_answer"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def ends(self) -> int:
        return self.starts + len(self.passage)


class Example(models.Model):
    """A try that a manager would like others to learn from. It stands in the library while its rep says yes, in `words`."""

    sample = models.OneToOneField(Sample, on_delete=models.PROTECT, related_name="example")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    why = models.CharField(max_length=300)
    consent = models.CharField(max_length=3, choices=Consent, blank=True, default="", db_default="")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="an_example_says_what_of"),
            models.CheckConstraint(
                condition=Q(consent="", said_by__isnull=True, said_at__isnull=True, words="")
                | Q(consent=Consent.NO, said_by__isnull=False, said_at__isnull=False, words="")
                | (
                    Q(consent=Consent.YES, said_by__isnull=False, said_at__isnull=False)
                    & ~Q(words="")
                ),
                name="an_example_stands_with_a_yes",
            ),
            models.CheckConstraint(
                condition=Q(said_by__isnull=True) | ~Q(said_by=F("asked_by")),
                name="nobody_agrees_with_themselves",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-said_at"], condition=Q(consent=Consent.YES), name="example_shown"
            )
        ]

    def __str__(self) -> str:
        return self.why
