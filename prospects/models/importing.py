"""A file on its way in: the batch, its bytes in pieces, and its rows as understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from prospects.enums import ImportState, LawfulBasis, RowVerdict, SubscriberType
from team.models import User


class ImportBatch(models.Model):
    if TYPE_CHECKING:
        id: int
        owner_id: int

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    state = models.CharField(
        max_length=16, choices=ImportState.choices, default=ImportState.BROUGHT
    )
    encoding = models.CharField(max_length=32)
    delimiter = models.CharField(max_length=1)
    mapping = models.JSONField(default=dict)
    # The names of the columns, so that the next file of this kind is matched as this one was.
    columns_key = models.CharField(max_length=64, default="", db_default="")
    # The sheets of a workbook, and the one that is read.
    sheets = ArrayField(models.TextField(), default=list, db_default=[])
    sheet = models.PositiveSmallIntegerField(null=True)
    # The kinds of rows that the rep leaves out.
    left_out = ArrayField(models.TextField(), default=list, db_default=[])
    total = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    # How far it is: how many rows the file has, which comparisons were made, how many people are in.
    rows_found = models.PositiveIntegerField(default=0, db_default=0)
    compared = models.PositiveSmallIntegerField(default=0, db_default=0)
    landed = models.PositiveIntegerField(default=0, db_default=0)
    # What holds for each row that says nothing of its own.
    lawful_basis = models.CharField(
        max_length=32,
        choices=LawfulBasis.choices,
        default=LawfulBasis.UNKNOWN,
        db_default=LawfulBasis.UNKNOWN,
    )
    subscriber_type = models.CharField(
        max_length=16,
        choices=SubscriberType.choices,
        default=SubscriberType.UNKNOWN,
        db_default=SubscriberType.UNKNOWN,
    )
    source = models.CharField(max_length=200, blank=True, default="", db_default="")
    source_date = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(total=F("accepted") + F("rejected") + F("duplicate")),
                name="every_row_of_an_import_is_accounted_for",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values),
                name="an_import_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.APPLIED, ImportState.TAKEN_BACK])
                ^ Q(applied_at=None),
                name="an_applied_import_knows_when",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.TAKEN_BACK) ^ Q(taken_back_at=None),
                name="an_import_taken_back_knows_when",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-created_at"], name="imports_of_a_person")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class ImportPart(models.Model):
    """Up to a megabyte of the file, packed by zlib, so that no process ever holds all of it.

    Of a workbook both are kept: itself, and as text the sheet that is read.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="parts")
    of_workbook = models.BooleanField(default=False, db_default=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "of_workbook", "number"],
                name="a_part_of_an_import_is_stored_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"


class StagedRow(models.Model):
    """A row of the file as understood. The table is unlogged: it can be made again."""

    if TYPE_CHECKING:
        id: int
        batch_id: int

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="rows", db_constraint=False
    )
    number = models.IntegerField()
    line = models.IntegerField()
    verdict = models.CharField(max_length=16, choices=RowVerdict.choices)
    errors = ArrayField(models.TextField())
    looks = ArrayField(models.TextField())
    original = models.TextField()
    name = models.TextField()
    preferred_name = models.TextField()
    pronunciation = models.TextField()
    title = models.TextField()
    email = models.TextField()
    phone = models.TextField()
    linkedin_url = models.TextField()
    city = models.TextField()
    country = models.TextField()
    language = models.TextField()
    time_zone = models.TextField(default="")
    subdivision = models.TextField(default="")
    company_name = models.TextField()
    website = models.TextField()
    domain = models.TextField()
    industry = models.TextField()
    employees = models.IntegerField(null=True)
    source = models.TextField()
    lawful_basis = models.TextField(default="", db_default="")
    subscriber_type = models.TextField(default="", db_default="")
    source_date = models.DateField(null=True)
    known_id = models.BigIntegerField(null=True)
    # The row, of this file or of another that waits, that may be the same person.
    like_id = models.BigIntegerField(null=True)
    # How the name may be meant, and whether a person said how it is.
    suggested = models.TextField(default="")
    name_settled = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["batch", "number"], name="staged_rows_in_order")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
