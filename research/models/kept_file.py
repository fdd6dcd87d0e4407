"""A file kept to hand over, in the database: web processes share no disk."""

from django.db import models
from django.db.models import F, Func, Q

from research.enums import FileKind
from team.models import User

LARGEST = 5 * 1024 * 1024


class KeptFile(models.Model):
    """The bytes alone: what they are stands at their resource. Never changed, only replaced."""

    content = models.BinaryField(max_length=LARGEST)
    content_type = models.CharField(max_length=40, choices=FileKind)
    size = models.GeneratedField(
        expression=Func(F("content"), function="octet_length"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_kept_file_is_of_a_kind_on_the_list",
                condition=Q(content_type__in=FileKind.values),
            ),
            models.CheckConstraint(
                name="a_kept_file_is_neither_empty_nor_too_large",
                condition=Q(size__gte=1, size__lte=LARGEST),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type}, {self.size} bytes"
