"""What every try, draft and enrollment was written into for nothing.

An index that another one begins with says nothing new; where a key is mostly empty, only what is there is indexed.
Each is dropped by its name: altering the field would take every index of the column along, and with it the keys
that keep two open tries of one person apart.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import PROTECT, SET_NULL

USER = settings.AUTH_USER_MODEL
BEGUN_BY_ANOTHER = (
    (
        "draft",
        "touch",
        models.ForeignKey("cadence.touch", PROTECT, related_name="drafts", db_index=False),
    ),
    (
        "enrollment",
        "owner",
        models.ForeignKey(USER, PROTECT, related_name="enrollments", db_index=False),
    ),
    (
        "touch",
        "enrollment",
        models.ForeignKey("cadence.enrollment", PROTECT, related_name="touches", db_index=False),
    ),
    (
        "touch",
        "prospect",
        models.ForeignKey("prospects.prospect", PROTECT, related_name="touches", db_index=False),
    ),
)
MOSTLY_EMPTY = (
    (
        *("draft", "author", "draft_with_author"),
        models.ForeignKey(USER, PROTECT, null=True, related_name="+", db_index=False),
    ),
    (
        *("enrollment", "ended_by", "enrollment_ended_by"),
        models.ForeignKey(USER, PROTECT, null=True, related_name="+", db_index=False),
    ),
    (
        *("touch", "reply", "touch_with_reply"),
        models.ForeignKey(
            "cadence.reply", PROTECT, null=True, related_name="answers", db_index=False
        ),
    ),
    (
        *("touch", "finding", "touch_with_finding"),
        models.ForeignKey("research.finding", PROTECT, null=True, related_name="+", db_index=False),
    ),
    (
        *("touch", "lease_by", "touch_with_lease_by"),
        models.ForeignKey(USER, SET_NULL, null=True, related_name="+", db_index=False),
    ),
)
DROPPED = (
    ("cadence_draft_touch_id_97654375", "cadence_draft", "touch_id"),
    ("cadence_draft_author_id_5ea5288f", "cadence_draft", "author_id"),
    ("cadence_enrollment_owner_id_de5f13e9", "cadence_enrollment", "owner_id"),
    ("cadence_enrollment_ended_by_id_2210f7fe", "cadence_enrollment", "ended_by_id"),
    ("cadence_touch_enrollment_id_a669ea37", "cadence_touch", "enrollment_id"),
    ("cadence_touch_prospect_id_46d834b7", "cadence_touch", "prospect_id"),
    ("cadence_touch_reply_id_f4b92b83", "cadence_touch", "reply_id"),
    ("cadence_touch_finding_id_12b784aa", "cadence_touch", "finding_id"),
    ("cadence_touch_lease_by_id_f5117cdb", "cadence_touch", "lease_by_id"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0034_covered_spans"),
        ("prospects", "0017_zones_in_files"),
        ("research", "0004_warm_paths"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX {index}", f"CREATE INDEX {index} ON {table} ({column})"
                )
                for index, table, column in DROPPED
            ],
            state_operations=[
                *(migrations.AlterField(*altered) for altered in BEGUN_BY_ANOTHER),
                *(
                    migrations.AlterField(model, key, field)
                    for model, key, _index, field in MOSTLY_EMPTY
                ),
            ],
        ),
        *(
            migrations.AddIndex(
                model,
                models.Index(
                    fields=[key], condition=models.Q((f"{key}__isnull", False)), name=index
                ),
            )
            for model, key, index, _field in MOSTLY_EMPTY
        ),
    ]
