"""The triggers, keys and checks that hold the promises, table by table. A process does not start where one is missing or off.

Made by the migrations of the rooms; a test compares the triggers with what they make.
"""

from typing import Final

GUARDS: Final[dict[str, tuple[str, ...]]] = {
    # allauth
    "mfa_authenticator": ("ways_to_sign_in_are_accounted_for",),
    # team
    "team_auditevent": (
        "audit_event_is_append_only",
        "audit_event_joins_the_chain",
        "audit_is_never_emptied",
    ),
    "team_audithead": ("audit_head_is_never_emptied",),
    "team_humansession": ("session_begins_now", "session_only_ever_ends"),
    "team_policy": (
        "counting_hears_of_the_promise",
        "rules_are_accounted_for",
    ),
    "team_signinlink": ("sign_in_link_is_used_once",),
    "team_user": (
        "an_admin_remains",
        "counting_hears_of_moved_walls",
        "who_may_what_is_accounted_for",
    ),
    # prospects
    "prospects_suppression": (
        "deleted_stop_is_accounted_for",
        "lifted_stop_is_accounted_for",
        "stop_keeps_its_hash_and_is_lifted_by_a_manager",
    ),
    "prospects_company": (
        "names_of_companies_are_forgotten",
        "names_of_companies_are_learned",
        "names_of_companies_change",
    ),
    "prospects_prospect": (
        "counting_hears_of_moved_people",
        "names_of_people_are_forgotten",
        "names_of_people_are_learned",
        "names_of_people_change",
        "whom_we_talk_with_keeps_their_company",
    ),
    # research
    "research_finding": (
        "counting_hears_of_facts",
        "counting_hears_of_changed_facts",
    ),
    "research_impactstory": ("story_is_approved_as_it_stands",),
    "research_question": ("question_is_approved_as_it_stands",),
    "research_resource": ("resource_is_approved_as_it_stands",),
    # mailbox
    "mailbox_mailbox": ("mailbox_is_guarded",),
    # cadence
    "cadence_approval": (
        "approval_is_a_persons_review",
        "approval_never_changes",
        "approvals_are_never_emptied",
        "review_has_no_reason_for_a_stop",
        "review_is_of_what_the_library_offers",
        "review_rests_on_a_fact_that_stands",
        "review_waits_for_the_introduction",
    ),
    "cadence_attempt": (
        "counting_hears_of_tries",
        "evidence_belongs_to_its_try",
        "evidence_has_no_reason_for_a_stop",
        "evidence_is_counted",
        "evidence_is_never_emptied",
        "evidence_never_changes",
        "evidence_waits_for_the_introduction",
    ),
    "cadence_bounce": ("bounce_never_changes",),
    "cadence_bouncelook": ("bounce_look_is_of_now", "bounce_look_never_changes"),
    "cadence_cadenceversion": ("published_version_never_changes",),
    "cadence_companyrequest": ("request_is_answered_once",),
    "cadence_delivery": (
        "closed_delivery_is_accounted_for",
        "deliveries_are_never_emptied",
        "delivery_begins_with_a_review",
        "delivery_consumes_its_approval",
        "delivery_is_kept",
        "delivery_leaves_a_sound_mailbox",
        "delivery_moves_legally",
        "letter_has_no_reason_for_a_stop",
        "letter_leaves_with_what_the_library_offers",
        "letter_rests_on_a_fact_that_stands",
        "letter_waits_for_the_introduction",
    ),
    "cadence_draft": ("draft_never_changes",),
    "cadence_enrollment": (
        "colleague_was_asked",
        "company_has_at_most_three",
        "counting_hears_what_becomes_of_them",
        "counting_hears_who_begins",
        "enrollment_ends_honestly",
        "enrollment_is_kept",
        "talk_was_heard",
    ),
    "cadence_hold": (
        "counting_hears_of_holds",
        "counting_hears_of_lifted_holds",
        "hold_is_kept",
        "hold_is_placed_and_lifted_once",
    ),
    "cadence_houserule": ("house_rule_is_an_admins", "house_rules_are_never_emptied"),
    "cadence_reply": (
        "answer_is_named_once",
        "counting_hears_of_answers",
        "counting_hears_of_read_answers",
        "reply_follows_a_try",
    ),
    "cadence_sentcopy": ("sent_copy_never_changes",),
    "cadence_setback": ("setback_is_of_an_ending_and_never_changes",),
    "cadence_step": ("published_steps_never_change",),
    "cadence_touch": (
        "counting_hears_of_moved_tries",
        "counting_hears_of_plans",
        "try_belongs_and_moves_legally",
        "try_brings_an_introduction_given_to_them",
        "try_brings_what_the_library_offers",
        "try_is_kept",
        "try_of_another_is_made_by_their_cover",
        "try_rests_on_a_fact_that_stands",
        "who_covers_is_written_down",
    ),
    "cadence_withdrawal": ("withdrawal_is_dated", "withdrawal_never_changes"),
    # adherence
    "adherence_comment": ("comment_is_answered_by_the_rep",),
    "adherence_example": ("example_stands_with_the_reps_yes",),
    "adherence_gapday": (
        "counting_hears_of_days_no_longer_late",
        "counting_hears_of_late_days",
        "counting_hears_of_other_causes",
    ),
    "adherence_look": ("look_is_a_managers",),
    "adherence_mondayletter": ("monday_letter_is_for_our_own",),
    "adherence_sample": ("draw_is_of_what_the_rep_wrote",),
}

# Constraints and unique indexes without which a promise would not hold; a constraint must hold for every row.
CONSTRAINTS: Final[dict[str, tuple[str, ...]]] = {
    # team
    "team_audithead": ("audit_has_one_head",),
    "team_humansession": (
        "session_begins_with_a_known_sign_in",
        "session_ends_after_it_begins",
        "session_knows_its_second_factor",
    ),
    "team_policy": (
        "policy_allows_at_most_three_at_a_company",
        "policy_asks_at_least_ten_attempts",
        "policy_facts_are_fresh_before_they_are_too_old",
        "policy_gap_is_at_most_seven_days",
        "policy_is_one_row",
        "policy_limits_away_days",
        "policy_limits_bounces_stop",
        "policy_limits_bounces_warn",
        "policy_limits_daily_capacity",
        "policy_limits_days_between_colleagues",
        "policy_limits_finding_fresh_days",
        "policy_limits_finding_max_days",
        "policy_limits_first_letter_words",
        "policy_limits_later_letter_words",
        "policy_limits_mailbox_daily_cap",
        "policy_limits_min_channels",
        "policy_limits_most_calls",
        "policy_limits_most_emails",
        "policy_limits_most_voicemails",
        "policy_limits_new_people_a_day",
        "policy_limits_novelty",
        "policy_limits_rest_after_no_days",
        "policy_limits_rest_days",
        "policy_limits_subject_words",
        "policy_rests_longer_after_a_no",
        "policy_warns_before_it_stops_a_mailbox",
    ),
    "team_signinlink": (
        "a_used_sign_in_link_is_not_taken_back",
        "one_open_sign_in_link_per_person",
        "sign_in_link_lasts_seven_days",
    ),
    "team_closure": ("closure_ends_after_it_begins", "closures_never_overlap"),
    "team_timeoff": ("time_off_ends_after_it_begins", "time_off_never_overlaps_itself"),
    # prospects
    "prospects_suppression": (
        "a_lifted_stop_says_who_and_why",
        "a_stop_is_of_a_known_kind",
        "a_stop_names_what_it_stops_until_forgotten",
        "a_stop_stands_once_per_value_and_channel",
    ),
    # cadence
    "cadence_approval": (
        "approval_for_its_delivery",
        "approval_is_of_these_words",
        "approval_is_of_this_try",
        "approval_lasts_fifteen_minutes",
    ),
    "cadence_attempt": (
        "cadence_attempt_touch_id_key",
        "call_is_proven_by_its_outcome",
        "letter_is_proven_by_its_delivery",
        "linkedin_is_proven_by_its_words",
        "post_is_proven_by_its_day",
    ),
    "cadence_companyrequest": (
        "a_person_is_asked_for_once_at_a_time",
        "nobody_answers_their_own_request",
    ),
    "cadence_delivery": (
        "cadence_delivery_approval_id_key",
        "delivery_has_a_message_id",
        "delivery_is_of_this_approval",
        "one_live_delivery_per_try",
        "sending_records_the_exact_bytes",
    ),
    "cadence_draft": ("draft_number_once_per_try", "draft_of_its_try", "draft_with_its_words"),
    "cadence_enrollment": (
        "enrollment_ends_with_a_reason",
        "person_is_in_one_cadence_at_a_time",
        "whoever_talks_with_us_has_a_day_and_no_plan",
    ),
    "cadence_hold": ("hold_is_lifted_by_a_person_with_a_reason",),
    "cadence_houserule": (
        "a_house_rule_stands_once",
        "a_removed_house_rule_says_by_whom",
        "a_stop_is_never_lowered",
    ),
    "cadence_reply": ("reply_kind_is_named_by_a_person",),
    "cadence_touch": (
        "a_try_has_its_step_and_an_answer_its_reply",
        "moving_past_day_seven_says_why",
        "one_acknowledgement_per_reply",
        "one_open_answer_per_reply",
        "one_open_try_per_enrollment",
        "skipped_try_says_why",
        "step_is_tried_once",
        "try_is_due_by_day_seven",
    ),
    # adherence
    "adherence_example": ("an_example_stands_with_a_yes",),
    "adherence_gapday": ("a_late_day_belongs_to_one_cause",),
    "adherence_mondayletter": ("one_monday_letter_of_a_user_and_week",),
}
