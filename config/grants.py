"""What each database role may do, table by table. A table that is missing here gets nothing, and a test fails.

Applied by the owner after every migrate: `python -m config.grants`. Table privileges, not column privileges: the ORM names
every column. One table is an exception, for one role: Monday letters read no password. The worker can insert no HumanSession, Approval or Delivery and cannot read a SendSecret; nobody who serves may
rewrite the audit, an approval or an activity.
"""

import os
from collections.abc import Iterator
from typing import Final

from django.db.backends.utils import CursorWrapper

READ: Final = ("SELECT",)
ADD: Final = ("SELECT", "INSERT")
CHANGE: Final = ("SELECT", "UPDATE")
WRITE: Final = ("SELECT", "INSERT", "UPDATE")
ALL: Final = ("SELECT", "INSERT", "UPDATE", "DELETE")
NOTHING: Final = ()

Privileges = tuple[str, ...]

# table or view: (web, worker)
MANIFEST: Final[dict[str, tuple[Privileges, Privileges]]] = {
    # Django and allauth
    "account_emailaddress": (ALL, NOTHING),
    "account_emailconfirmation": (ALL, NOTHING),
    "auth_group": (READ, NOTHING),
    "auth_group_permissions": (READ, NOTHING),
    "auth_permission": (READ, NOTHING),
    "django_content_type": (READ, READ),
    "django_migrations": (READ, READ),
    "django_session": (ALL, NOTHING),
    "mfa_authenticator": (ALL, NOTHING),
    "socialaccount_socialaccount": (ALL, NOTHING),
    "socialaccount_socialapp": (READ, NOTHING),
    "socialaccount_socialtoken": (READ, NOTHING),
    # team
    "team_auditconcern": (READ, READ),
    "team_auditevent": (ADD, ADD),
    "team_audithead": (READ, READ),
    "team_auditlook": (READ, ADD),
    "team_cache": (ALL, ALL),
    "team_closure": (ALL, READ),
    "team_democlock": (NOTHING, NOTHING),
    "team_householiday": (ALL, READ),
    "team_humansession": (WRITE, READ),
    "team_policy": (WRITE, READ),
    "team_secondfactordemand": (ALL, NOTHING),
    "team_signinlink": (WRITE, NOTHING),
    "team_team": (ALL, READ),
    "team_timeoff": (ALL, READ),
    "team_user": (WRITE, READ),
    "team_workinghours": (ALL, READ),
    # prospects
    "prospects_activity": (ADD, ADD),
    "prospects_company": (WRITE, READ),
    "prospects_companylikeness": (WRITE, READ),
    "prospects_companymerge": (WRITE, READ),
    "prospects_countryrule": (CHANGE, READ),
    "prospects_erasing": (NOTHING, NOTHING),
    "prospects_erasure": (READ, READ),
    "prospects_importbatch": (WRITE, READ),
    "prospects_importpart": (ALL, NOTHING),
    "prospects_likeness": (WRITE, READ),
    "prospects_merge": (WRITE, READ),
    "prospects_nameword": (READ, NOTHING),
    "prospects_prospect": (WRITE, CHANGE),
    "prospects_retentionrule": (WRITE, READ),
    "prospects_savedview": (ALL, NOTHING),
    "prospects_stagedrow": (ALL, NOTHING),
    "prospects_stopsalt": (NOTHING, NOTHING),
    "prospects_suppression": (WRITE, WRITE),
    "prospects_sweep": (READ, READ),
    # research
    "research_brief": (WRITE, READ),
    "research_finding": (WRITE, READ),
    "research_impactstory": (WRITE, READ),
    "research_introduction": (WRITE, READ),
    "research_keptfile": (("SELECT", "INSERT", "DELETE"), NOTHING),
    "research_question": (WRITE, READ),
    "research_resource": (WRITE, READ),
    "research_talk": (WRITE, NOTHING),
    # mailbox
    "mailbox_consent": (ALL, NOTHING),
    "mailbox_foldercursor": (WRITE, WRITE),
    "mailbox_inboundmessage": (WRITE, WRITE),
    "mailbox_mailbox": (WRITE, CHANGE),
    "mailbox_outage": (WRITE, WRITE),
    "mailbox_readsecret": (ALL, READ),
    "mailbox_sendsecret": (ALL, NOTHING),
    # cadence
    "cadence_approval": (ADD, READ),
    "cadence_attempt": (ADD, READ),
    "cadence_beyondcapacity": (ADD, NOTHING),
    "cadence_bounce": (ADD, ADD),
    "cadence_bouncelook": (ADD, READ),
    "cadence_cadence": (WRITE, READ),
    "cadence_cadenceversion": (ALL, READ),
    "cadence_companyrequest": (WRITE, NOTHING),
    "cadence_coveredspan": (NOTHING, READ),
    "cadence_delivery": (WRITE, CHANGE),
    "cadence_draft": (ADD, ADD),
    "cadence_editmark": (WRITE, WRITE),
    "cadence_enrollment": (WRITE, CHANGE),
    "cadence_hold": (WRITE, ADD),
    "cadence_houserule": (WRITE, READ),
    "cadence_planmark": (WRITE, WRITE),
    "cadence_reply": (WRITE, ADD),
    "cadence_sendproof": (READ, READ),
    "cadence_sentcopy": (ADD, ADD),
    "cadence_setback": (ADD, NOTHING),
    "cadence_step": (ALL, READ),
    "cadence_touch": (WRITE, WRITE),
    "cadence_undecidedmail": (WRITE, ADD),
    "cadence_undecidedmail_companies": (ADD, ADD),
    "cadence_withdrawal": (ADD, READ),
    # adherence
    "adherence_comment": (WRITE, NOTHING),
    "adherence_counting": (READ, WRITE),
    "adherence_example": (WRITE, NOTHING),
    "adherence_fact": (READ, WRITE),
    "adherence_gapclock": (READ, WRITE),
    "adherence_gapcount": (READ, WRITE),
    "adherence_gapday": (READ, ALL),
    "adherence_gapmark": (NOTHING, WRITE),
    "adherence_heardnote": (WRITE, NOTHING),
    "adherence_lesson": (ADD, NOTHING),
    "adherence_look": (WRITE, NOTHING),
    "adherence_mark": (NOTHING, ("SELECT", "DELETE")),
    "adherence_mondayletter": (READ, NOTHING),
    "adherence_sample": (READ, ADD),
    "adherence_weekcount": (READ, WRITE),
    # operations
    "operations_heartbeat": (READ, WRITE),
}

# Columns of team_user without those of signing in (team.models.user.OF_SIGN_IN).
OF_A_USER: Final = (
    "id email name role team_id time_zone language country subdivision undo_seconds shortcuts_on monday_letter is_active is_demo"
    " created_at"
).split()

# The process that writes the Monday letter reads our own users and the sums of their weeks. It can read no prospect, no
# letter and no mailbox, so that nobody outside can be its addressee.
OF_MONDAY: Final[dict[str, Privileges]] = {
    "adherence_counting": READ,
    "adherence_fact": READ,
    "adherence_mondayletter": WRITE,
    "adherence_weekcount": READ,
    "django_migrations": READ,
    "operations_heartbeat": WRITE,
    "team_team": READ,
    "team_user": tuple(f"SELECT ({column})" for column in OF_A_USER),
}

ROLES: Final = ("earnest_web", "earnest_worker", "earnest_monday")


def decided() -> Iterator[tuple[str, str, Privileges]]:
    """Each table, each role and what it may do there."""
    web, worker, monday = ROLES
    for table, (of_web, of_worker) in MANIFEST.items():
        yield table, web, of_web
        yield table, worker, of_worker
        yield table, monday, OF_MONDAY.get(table, NOTHING)


def apply(cursor: CursorWrapper) -> None:
    """Take everything from these roles, then give what the manifest says. Only the owner of the tables can."""
    roles = ", ".join(ROLES)
    cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {roles}")
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {roles}")
    cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {roles}")
    present = _tables(cursor)
    for table, role, granted in decided():
        if granted and table in present:
            cursor.execute(f'GRANT {", ".join(granted)} ON "{table}" TO {role}')


def _tables(cursor: CursorWrapper) -> set[str]:
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
    )
    return {str(name) for (name,) in cursor.fetchall()}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        apply(cursor)


if __name__ == "__main__":
    main()
