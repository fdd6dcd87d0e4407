"""Where the help explains a refusal: the code of each, and the part of a page that says why and what to do."""

from django.urls import reverse

_PAGE = "why-cant-i"
# What a database's guard says comes as `conflict_` and its code: cadence/services/locking.py.
_CODES = {
    "something-in-the-words-stops-it": """
        letter_empty look_unanswered not_read_aloud nothing_to_say stop_remains text_unfit conflict_ea236
    """,
    "the-words-changed-since-you-read-them": """
        conflict_frame signed_out stale_address stale_draft conflict_ea202 conflict_ea204 conflict_ea211
        conflict_ea212 conflict_ea214 conflict_ea216
    """,
    "you-took-it-back-or-it-is-on-its-way": """
        conflict_on_its_way conflict_reviewed conflict_sent letter_not_settled conflict_ea213 conflict_ea223
        conflict_ea225
    """,
    "your-mailbox-cannot-send": """
        address_unfit consent_missing consent_old consent_partial consent_refused consent_short host_unfit
        mailbox_bounces mailbox_not_connected mailbox_secret_sealed no_encryption port_unfit provider_unknown
        sandbox_address sign_in sign_in_again unencrypted conflict_ea215 conflict_ea218
    """,
    "the-postal-address-is-missing": "no_postal_address",
    "it-is-too-early-or-too-late-to-ring": "unlawful_hour",
    "you-wrote-to-them-by-hand-today": "written_by_hand",
    "somebody-was-asked-to-introduce-us": "already_asked introduction_pending conflict_ea231",
    "what-it-brings-may-not-be-brought": """
        already_retracted brings_nothing conflict_used not_allowed not_offered conflict_ea230 conflict_ea232
        conflict_ea240
    """,
    "they-asked-us-to-stop": """
        asked_to_stop stopped_by_link stopped_domain stopped_email stopped_person stopped_phone
        stopped_profile wants_no_letter conflict_ea209
    """,
    "they-wrote-back-or-a-colleague-of-theirs-did": """
        on_hold undecided_mail unread_reply conflict_ea208
    """,
    "they-rest": "still_resting was_answered_no",
    "there-is-no-way-to-reach-them": "no_address wrong_channel",
    "research-is-not-complete": """
        dated_in_the_future fit_note_missing introducer_missing looked_nowhere name_source_missing
        person_fact_for_everyone problem_too_long research_missing source_missing warm_path_unanswered
    """,
    "they-are-in-a-cadence-already": "already_in_a_cadence cadence_not_published",
    "a-colleague-leads-this-company": """
        agreed_already asked_already colleague_leads nobody_to_ask conflict_ea160
    """,
    "three-people-there-are-enough": "company_is_full",
    "the-queue-is-full": "conflict_capacity too_many",
    "day-seven": "past_day_seven too_far_ahead",
    "the-day-does-not-suit": "day_does_not_suit day_has_come",
    "ten-would-be-missed": "ten_would_be_missed",
    "it-is-too-early-to-give-up": "still_reachable too_early_to_give_up",
    "they-answered-so-the-ending-is-another": "nobody_answered nobody_talked was_reached",
    "it-is-over-already": """
        already_ended conflict_not_a_fit never_in_a_cadence no_try_left not_a_try try_is_closed conflict_ea205
        conflict_ea206
    """,
    "first-say-what-it-was": "not_answered not_read conflict_ea219",
    "a-no-gets-two-lines": "answers_are_yours is_a_try not_a_no conflict_ea217",
    "it-is-a-colleagues": """
        another_team not_own_view not_visible not_workable not_your_days not_your_import not_your_letter
        not_your_person not_your_try not_yours not_yours_to_answer not_yours_to_give rep_is_gone
        conflict_ea203
    """,
    "managers-and-admins-only": """
        admin_only days_gone reads_only manager_only managers_only not_a_manager conflict_ea511
    """,
    "a-colleague-was-faster": """
        already_answered already_applied already_approved conflict conflict_answered conflict_asked
        conflict_company conflict_days conflict_decided conflict_dropped conflict_kept conflict_named conflict_owner conflict_removed
        conflict_rules conflict_same conflict_stands overtaken stale_draft_stands stale_plan stale_revision team_gone
        conflict_ea161
    """,
    "somebody-covers": """
        backwards cover_is_away covers_then not_in_team overlaps own_cover too_far_back
    """,
    "nobody-on-the-stop-list-comes-back": "free_mail",
    "the-file-cannot-be-read": """
        cell_too_long empty_file empty_list file_too_large hidden_character line_too_long no_company_column
        no_header no_name_column no_rows not_csv stray_quote too_many_columns too_many_rows wrong_encoding
    """,
    "this-is-somebody-we-know": "known_address known_company",
    "a-promise-only-becomes-stricter": "beyond_a_limit never_lowered not_a_look",
    "the-cadence-breaks-a-rule": """
        archived cadence_breaks_a_rule conflict_published not_newer texts_cannot_be_written too_many_steps
    """,
    "it-waits-for-approval-or-was-taken-out": "already_taken_out not_their_words nothing_to_keep",
    "it-could-name-somebody": "customer_named names_somebody",
    "get-help-with-wording": """
        help_dropped help_empty help_failed help_late help_not_here help_unchanged
    """,
    "somebody-must-stay-an-admin": "keeps_oneself_out last_admin",
    "the-link-does-not-work-any-more": "link_over signed_off",
    "the-law-of-their-country": "country_rule conflict_ea241 conflict_ea242 conflict_way_is_open",
    "they-cannot-be-erased-yet": """
        cadence_runs letter_under_way reply_unread conflict_ea506 conflict_ea512
    """,
    "they-were-erased": "conflict_erased conflict_ea243",
    "two-records-cannot-become-one": """
        in_a_cadence merged_already merged_since request_waits same_record stands_for_others tried_since two_lead undone_already conflict_ea163
        conflict_ea165 conflict_ea515
    """,
    "the-import-stays": "not_applied was_tried",
}
PLACES = {code: anchor for anchor, codes in _CODES.items() for code in codes.split()}


def address_of(code: str) -> str:
    """The address of the part that explains this code; "" where the sentence says it all."""
    anchor = PLACES.get(code)
    return f"{reverse('team:help-page', args=[_PAGE])}#{anchor}" if anchor else ""
