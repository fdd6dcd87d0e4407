"""The law of where they are, in the guards of every try; and how words go without what proves a letter."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from cadence.models.draft import LetterDigest

SQL = Path(__file__).parent / "sql"
HASHED = models.GeneratedField(
    expression=Coalesce(F("erased_sha256"), LetterDigest(F("to_address"), F("subject"), F("body"))),
    output_field=models.BinaryField(),
    db_persist=True,
)
# Django changes no expression of a generated column; the database does, and keeps every key that rests on it.
HASH_OUTLIVES_ITS_WORDS = """
ALTER TABLE cadence_draft ALTER COLUMN content_sha256
    SET EXPRESSION AS (coalesce(erased_sha256, earnest_letter_digest(to_address, subject, body)))
"""
AS_BEFORE = """
ALTER TABLE cadence_draft ALTER COLUMN content_sha256
    SET EXPRESSION AS (earnest_letter_digest(to_address, subject, body))
"""
# A letter whose words went is proven by what they hashed to.
WORDS = "earnest_letter_digest(dr.to_address, dr.subject, dr.body) AS words_sha"
PROOF = (SQL / "proof.sql").read_text()
assert WORDS in PROOF
PROOF_OF_ERASED = PROOF.replace(
    WORDS, f"coalesce(dr.erased_sha256, {WORDS.replace(' AS ', ') AS ')}"
)


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0040_privacy"),
        ("cadence", "0036_bounces_allowed"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="erased_sha256",
            field=models.BinaryField(editable=False, max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="erasure",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prospects.erasure",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=Q(("erased_sha256__isnull", True), ("erasure__isnull", True))
                | Q(("erased_sha256__isnull", False), ("erasure__isnull", False)),
                name="words_go_by_an_erasure_alone",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(HASH_OUTLIVES_ITS_WORDS, AS_BEFORE)],
            [migrations.AlterField(model_name="draft", name="content_sha256", field=HASHED)],
        ),
        migrations.RunSQL(PROOF_OF_ERASED, PROOF),
        migrations.RunSQL((SQL / "lawful.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "yielding.sql").read_text(), migrations.RunSQL.noop),
    ]
