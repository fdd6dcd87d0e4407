"""The words of a try. A draft is never edited: an edit is the next number."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from cadence.enums import DraftOrigin
from prospects.models import Erasure
from team.models import User

from .touch import Touch


class LetterDigest(Func):
    """SHA-256 over address, subject and body, framed so that no two letters share one."""

    function = "earnest_letter_digest"
    arity = 3
    output_field = models.BinaryField()


class Draft(models.Model):
    """Version `number` of a try's text, addressed. A trigger refuses any change to it."""

    touch = models.ForeignKey(
        Touch, on_delete=models.PROTECT, related_name="drafts", db_index=False
    )
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=DraftOrigin)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_address = models.CharField(max_length=320, blank=True, default="")
    subject = models.CharField(max_length=1000, blank=True, default="")
    body = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    # What the words hashed to before they were erased: a letter that was sent stays proven by it. Nobody sends by it.
    erased_sha256 = models.BinaryField(max_length=32, null=True, editable=False)
    erasure = models.ForeignKey(
        Erasure, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    content_sha256 = models.GeneratedField(
        expression=Coalesce(
            F("erased_sha256"), LetterDigest(F("to_address"), F("subject"), F("body"))
        ),
        output_field=models.BinaryField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["touch", "number"], name="draft_number_once_per_try"),
            models.CheckConstraint(
                condition=Q(origin=DraftOrigin.TEMPLATE) | Q(author__isnull=False),
                name="rewritten_draft_has_an_author",
            ),
            models.CheckConstraint(
                condition=Q(erased_sha256__isnull=True, erasure__isnull=True)
                | Q(erased_sha256__isnull=False, erasure__isnull=False),
                name="words_go_by_an_erasure_alone",
            ),
        ]
        indexes = [
            models.Index(fields=["touch", "-number"], name="draft_newest_first"),
            models.Index(
                fields=["author"], condition=Q(author__isnull=False), name="draft_with_author"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.number} of {self.touch_id}"
