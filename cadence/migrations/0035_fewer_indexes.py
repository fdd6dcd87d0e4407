"""What every try, draft and enrollment was written into for nothing.

An index that another one begins with says nothing new; where a key is mostly empty, only what is there is indexed.
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


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0034_covered_spans"),
        ("prospects", "0017_zones_in_files"),
        ("research", "0004_warm_paths"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(migrations.AlterField(*altered) for altered in BEGUN_BY_ANOTHER),
        *(migrations.AlterField(model, key, field) for model, key, _index, field in MOSTLY_EMPTY),
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
