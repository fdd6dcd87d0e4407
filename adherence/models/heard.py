"""What a team heard in a week, as people thought it over."""

from django.db import models
from django.db.models import Q

from cadence.models import Reply
from research.models import Finding, Question
from team.models import Team, User

MONDAY = 1


class HeardNote(models.Model):
    """What one colleague would change after this week. `week` is its Monday; writing again replaces it."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="heard_notes")
    week = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "week", "by"], name="one_note_of_a_person_and_week"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_note_says_something"),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=MONDAY), name="a_week_begins_on_monday"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Lesson(models.Model):
    """What became of their words: a fact about the company, or a question of the library. Each once."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="lessons")
    finding = models.OneToOneField(
        Finding, on_delete=models.CASCADE, null=True, related_name="lesson"
    )
    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, null=True, related_name="lesson"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, question__isnull=True)
                | Q(finding__isnull=True, question__isnull=False),
                name="a_lesson_is_a_fact_or_a_question",
            ),
            models.UniqueConstraint(
                fields=["reply"], condition=Q(finding__isnull=False), name="a_reply_gives_one_fact"
            ),
            models.UniqueConstraint(
                fields=["reply"],
                condition=Q(question__isnull=False),
                name="a_reply_gives_one_question",
            ),
        ]

    def __str__(self) -> str:
        return f"lesson of {self.reply_id}"
