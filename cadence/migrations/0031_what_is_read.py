"""What grew with a mailbox's past, and what every try was written into for nothing.

How many letters a mailbox sent today is read from the reviews of the last day alone. That a person is brought
each thing once is kept of tries that bring one.
"""

from django.db import migrations, models

SENT_TODAY = """
CREATE OR REPLACE FUNCTION earnest_sent_today(of_mailbox bigint) RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    -- A sum of counts, so that each delivery is found by its review and never the other way round.
    SELECT coalesce(sum((
        SELECT count(*) FROM cadence_delivery d
        WHERE d.approval_id = a.id AND d.state <> 'failed'
          AND d.reserved_at >= date_trunc('day', earnest_now(), u.time_zone)
    )), 0)::bigint
    FROM cadence_approval a JOIN team_user u ON u.id = a.reviewer_id
    -- A review lasts fifteen minutes and a day at most twenty-five hours. Asked once, so that the index bounds the scan.
    WHERE a.mailbox_id = of_mailbox AND a.approved_at >= (SELECT earnest_now() - interval '26 hours')
$$;
"""
ITEMS = ("finding", "story", "question", "resource", "introduction")
USED = ~models.Q(state__in=["skipped", "cancelled"])


def once(item: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["prospect", item],
        condition=USED & models.Q((f"{item}__isnull", False)),
        name=f"{item}_is_new_to_the_person",
    )


class Migration(migrations.Migration):
    dependencies = [("cadence", "0030_seconds_open")]

    operations = [
        migrations.RunSQL(SENT_TODAY, migrations.RunSQL.noop),
        *(
            migrations.RemoveConstraint(model_name="touch", name=f"{item}_is_new_to_the_person")
            for item in ITEMS
        ),
        *(migrations.AddConstraint(model_name="touch", constraint=once(item)) for item in ITEMS),
    ]
