"""The triggers that hold the promises, table by table. A process does not start where one is missing or switched off.

Made by the migrations of the rooms; a test compares this list with what they make.
"""

from typing import Final

GUARDS: Final[dict[str, tuple[str, ...]]] = {
    # team
    "team_auditevent": (
        "audit_event_is_append_only",
        "audit_event_joins_the_chain",
        "audit_is_never_emptied",
    ),
    "team_audithead": ("audit_head_is_never_emptied",),
    "team_humansession": ("session_begins_now", "session_only_ever_ends"),
    "team_policy": ("rules_are_accounted_for",),
    "team_user": ("who_may_what_is_accounted_for",),
    # prospects
    "prospects_suppression": (
        "deleted_stop_is_accounted_for",
        "lifted_stop_is_accounted_for",
        "stop_keeps_its_hash_and_is_lifted_by_a_manager",
    ),
    # mailbox
    "mailbox_mailbox": ("mailbox_is_guarded",),
    # cadence
    "cadence_approval": (
        "approval_is_a_persons_review",
        "approval_never_changes",
        "approvals_are_never_emptied",
    ),
    "cadence_attempt": (
        "evidence_belongs_to_its_try",
        "evidence_is_counted",
        "evidence_is_never_emptied",
        "evidence_never_changes",
    ),
    "cadence_bounce": ("bounce_never_changes",),
    "cadence_bouncelook": ("bounce_look_is_of_now", "bounce_look_never_changes"),
    "cadence_cadenceversion": ("published_version_never_changes",),
    "cadence_delivery": (
        "closed_delivery_is_accounted_for",
        "deliveries_are_never_emptied",
        "delivery_begins_with_a_review",
        "delivery_consumes_its_approval",
        "delivery_is_kept",
        "delivery_leaves_a_sound_mailbox",
        "delivery_moves_legally",
    ),
    "cadence_draft": ("draft_never_changes",),
    "cadence_enrollment": (
        "company_has_at_most_three",
        "enrollment_ends_honestly",
        "enrollment_is_kept",
    ),
    "cadence_hold": ("hold_is_kept", "hold_is_placed_and_lifted_once"),
    "cadence_reply": ("answer_is_named_once",),
    "cadence_sentcopy": ("sent_copy_never_changes",),
    "cadence_step": ("published_steps_never_change",),
    "cadence_touch": ("try_belongs_and_moves_legally", "try_is_kept"),
    "cadence_withdrawal": ("withdrawal_is_dated", "withdrawal_never_changes"),
}
