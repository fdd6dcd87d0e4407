"""Guards in SQL that the machine never meets: each has a test that must miss it, named here, and is missed by it in full."""

from tests.proof.mutants_sql import Mutant, cut, cut_proof, without_trigger

VARIABLE = "PROOF_MISSED"
BOUNCES = "tests/cadence/test_bouncing.py::test_"
UNDECIDED = "tests/cadence/test_undecided.py::test_"
ANSWERS = "tests/cadence/test_guards_answers.py::test_"
TALKING = "tests/cadence/test_talking.py::test_"
BRINGING = "tests/cadence/test_guards_library.py::test_"
APPROVALS = "tests/research/test_library_guards.py::test_"
INTRODUCED = "tests/cadence/test_bringing_introductions.py::test_"
WARM = "tests/cadence/test_guards_warm_paths.py::test_"
LEARNED = "tests/cadence/test_reflecting.py::test_"
RULES = "tests/cadence/test_guards_house_rules.py::test_"
STOPS = "tests/cadence/test_guards_stops.py::test_"
PROOF = "tests/cadence/test_proof.py::test_"
ASKED = "tests/cadence/test_requesting.py::test_"
COACHED = "tests/adherence/test_coaching.py::test_"
MONDAYS = "tests/adherence/test_monday_guards.py::test_"
COVERS = "tests/cadence/test_covering_ends.py::test_"

SENT = "IF EXISTS (SELECT FROM cadence_bounce WHERE mailbox_id = of_mailbox OFFSET most)\n        AND earnest_bounced(of_mailbox) > most THEN"
LINK = "WHERE stop.origin = 'unsubscribe' AND stop.lifted_at IS NULL AND ("
WRITER = """,
                (SELECT earnest_stop_hash(earnest_email_key(m.from_address))
                    FROM mailbox_inboundmessage m WHERE m.id = of_message)"""
COMPANY = "\n              UNION SELECT earnest_stop_hash(domain) FROM earnest_domains(c.domain)"
MAYBE = "IF EXISTS (\n        SELECT FROM cadence_undecidedmail"
UNREAD = "IF EXISTS (\n        SELECT FROM cadence_reply other"
BELONGS = "IF NOT EXISTS (\n        SELECT FROM cadence_enrollment e JOIN cadence_reply r ON r.prospect_id = e.prospect_id"
SIXTY = "(SELECT count(*) FROM regexp_split_to_table(said, '\\s+') word WHERE word ~ '[[:alnum:]]') > 60\n        OR "
HELD = "SELECT FROM cadence_hold h JOIN cadence_reply r ON {}\n        WHERE r.prospect_id"
OF_THAT_COMPANY = "(r.id, r.company_id) = (h.reply_id, h.company_id)"

ALL = [
    Mutant("letters that come back stop no mailbox", BOUNCES + "the_database_itself_stops_the_mailbox", (cut("bounces_allowed", SENT, "IF false THEN"),)),
    Mutant("a seventh letter must come back", BOUNCES + "the_database_itself_stops_the_mailbox", (cut("bounces_allowed", "earnest_bounced(of_mailbox) > most", "earnest_bounced(of_mailbox) > most + 1"),)),
    Mutant("a look at what came back changes nothing", BOUNCES + "three_warn_and_the_sixth_stops_until_somebody_has_looked", (cut("bounces", "(SELECT max(l.at) FROM cadence_bouncelook l WHERE l.mailbox_id = of_mailbox)", "NULL::timestamptz"),)),
    Mutant("a look is dated by who looks", BOUNCES + "only_its_owner_or_their_manager_looks_and_says_why", (without_trigger("bounces", "bounce_look_is_of_now"),)),
    Mutant("what an answer was is said twice", ANSWERS + "what_an_answer_was_is_said_once_and_dated_by_the_database", (cut("answers", "IF OLD.kind <> '' AND (NEW.kind", "IF false AND (NEW.kind"),)),
    Mutant("when an answer was read is anybody's to say", ANSWERS + "what_an_answer_was_is_said_once_and_dated_by_the_database", (cut("answers", "NEW.named_at := earnest_now();"),)),
    Mutant("an answer is of anybody's reply", ANSWERS + "an_answer_belongs_to_a_reply_of_that_person_and_to_their_rep", (cut("answers", BELONGS, BELONGS.replace("IF NOT", "IF false AND NOT")),)),
    Mutant("a colleague answers", ANSWERS + "an_answer_belongs_to_a_reply_of_that_person_and_to_their_rep", (cut("answers", "\n          AND coalesce(t.in_place_of_id, t.owner_id) = e.owner_id"),)),
    Mutant("anybody makes a try in place of another", COVERS + "the_database_gives_a_try_to_nobody_but_the_cover", (without_trigger("cover", "try_of_another_is_made_by_their_cover"),)),
    Mutant("a second rep begins where a colleague talks", ASKED + "nobody_joins_a_colleagues_company_past_the_service", (without_trigger("requests", "colleague_was_asked"),)),
    Mutant("an answer to a colleague is changed", ASKED + "an_answer_is_for_good_and_a_request_stays_as_it_was_asked", (without_trigger("requests", "request_is_answered_once"),)),
    Mutant("whoever is in a cadence changes the company", ASKED + "whoever_is_in_a_cadence_is_not_moved_to_a_company_that_is_full", (without_trigger("requests", "whom_we_talk_with_keeps_their_company"),)),
    Mutant("what a step stops is sent anyway", RULES + "what_is_a_stop_in_one_step_has_no_reason_there_and_may_have_one_elsewhere", (cut("raised_looks", " AND given ?| s.must_pass::text[]", " AND false"),)),
    Mutant("what is a stop here is written down as sent anyway", RULES + "what_is_a_stop_here_is_kept_by_hand_with_no_reason", (without_trigger("raised_looks", "evidence_has_no_reason_for_a_stop"),)),
    Mutant("whoever used the link is thanked", ANSWERS + "the_link_of_a_letter_keeps_even_an_acknowledgement_back", (cut("answers", LINK, "WHERE false AND ("),)),
    Mutant("a colleague who used the link is thanked", ANSWERS + "a_colleague_who_used_the_link_gets_no_line_back_in_somebody_elses_thread", (cut("answers", WRITER),)),
    Mutant("whoever works at a stopped domain is thanked", ANSWERS + "a_stop_for_a_whole_domain_keeps_even_an_acknowledgement_back", (cut("one_conversation", "WHERE stop.kind = 'domain'", "WHERE false"),)),
    Mutant("whoever works at a stopped company is thanked", ANSWERS + "a_stop_for_a_whole_domain_keeps_even_an_acknowledgement_back", (cut("one_conversation", COMPANY),)),
    Mutant("what nobody read is answered", ANSWERS + "an_answer_to_what_nobody_read_and_an_acknowledgement_of_no_no_stay", (cut("answers", "IF r.kind = '' OR (r.kind = 'no') <> (t.kind = 'acknowledgement') THEN", "IF false THEN"),)),
    Mutant("an answer goes before another was read", ANSWERS + "an_answer_waits_while_another_one_there_is_unread", (cut("answers", UNREAD, UNREAD.replace("IF EXISTS", "IF false AND EXISTS")),)),
    Mutant("an answer goes before another record of theirs was read", ANSWERS + "an_answer_waits_while_they_are_unread_under_another_record", (cut("answers", " OR other.prospect_id IN (SELECT earnest_records_of(t.prospect_id))"),)),
    Mutant("an answer goes before anybody says whose a mail is", UNDECIDED + "an_answer_that_is_open_there_waits_for_that_too", (cut("answers", MAYBE, MAYBE.replace("IF EXISTS", "IF false AND EXISTS")),)),
    Mutant("a machine's notice keeps an answer back", ANSWERS + "a_machines_notice_keeps_no_answer_back", (cut("answers", "other.suggested_kind IN ('away', 'automatic') AND coalesce(m.verdict, '') = 'auto_reply'", "false"),)),
    Mutant("whoever asked us to stop is answered", ANSWERS + "a_stop_keeps_every_answer_back_but_the_acknowledgement", (cut("answers", "IF earnest_is_suppressed(t.prospect_id, t.channel) THEN", "IF false THEN"),)),
    Mutant("an answer goes anywhere", ANSWERS + "an_acknowledgement_goes_to_them_or_to_where_they_wrote_from", (cut("answers", " AND m.from_address = address"),)),
    Mutant("an acknowledgement is long", ANSWERS + "an_acknowledgement_asks_for_nothing", (cut("answers", SIXTY),)),
    Mutant("an acknowledgement asks", ANSWERS + "an_acknowledgement_asks_for_nothing", (cut("answers", "said ~ '[?？؟]'\n        OR "),)),
    Mutant("an acknowledgement leads somewhere", ANSWERS + "an_acknowledgement_asks_for_nothing", (cut("answers", "\n        OR said ~* 'https?:|www\\.|[[:alnum:]-]\\.[[:alpha:]]{2,}/'"),)),
    Mutant("whoever talks with us is handed back to the plan", TALKING + "whoever_talks_with_us_is_never_handed_back_to_the_plan", (cut("talking", "IF OLD.state = 'talking' AND NEW.state NOT IN ('talking', 'ended') THEN", "IF false THEN"),)),
    Mutant("somebody talks with us who never said so", TALKING + "nobody_talks_with_us_who_was_not_read_as_interested", (cut("talking", " AND kind = 'interested'"),)),
    Mutant("nobody was heard and we talked", TALKING + "a_talk_that_nobody_heard_of_is_no_ending", (cut("talking", "IF NEW.ending = 'met' AND", "IF false AND"),)),
    Mutant("a try brings what nobody approved", BRINGING + "a_try_takes_up_nothing_unread_or_run_out", (without_trigger("library", "try_brings_what_the_library_offers"),)),
    Mutant("a letter is reviewed with what was taken out", BRINGING + "a_letter_is_not_reviewed_with_what_was_taken_out", (without_trigger("library", "review_is_of_what_the_library_offers"),)),
    Mutant("a letter leaves with what was taken out", BRINGING + "nor_does_a_reviewed_letter_leave_with_it", (without_trigger("library", "letter_leaves_with_what_the_library_offers"),)),
    Mutant("a story never runs out", BRINGING + "nor_is_it_reserved_after_the_day_its_story_ran_out", (cut("approvals", "SELECT FROM research_impactstory i WHERE i.id = story AND (\n        i.approved_at IS NULL OR i.expires_on < (earnest_now() AT TIME ZONE 'UTC')::date)", "SELECT FROM research_impactstory i WHERE i.id = story AND i.approved_at IS NULL"),)),
    Mutant("other words stand under an approval", APPROVALS + "an_approval_is_of_the_words_that_were_read", (cut("approvals", "IF TG_OP = 'UPDATE' AND OLD.approved_at IS NOT NULL AND", "IF false AND"),)),
    Mutant("anybody approves", APPROVALS + "a_manager_who_works_here_approves", (cut("approvals", " AND u.role IN ('manager', 'admin')"),)),
    Mutant("a manager who is gone approves", APPROVALS + "a_manager_who_works_here_approves", (cut("approvals", " AND u.is_active"),)),
    Mutant("they are reviewed cold", WARM + "no_letter_is_reviewed_while_somebody_may_introduce_us", (without_trigger("warm_paths", "review_waits_for_the_introduction"),)),
    Mutant("a letter begins cold", WARM + "a_reviewed_letter_does_not_begin_after_an_ask", (without_trigger("warm_paths", "letter_waits_for_the_introduction"),)),
    Mutant("they are rung cold", WARM + "nobody_is_rung_cold_while_somebody_may_introduce_us", (without_trigger("warm_paths", "evidence_waits_for_the_introduction"),)),
    Mutant("an introduction is waited for in vain", WARM + "after_seven_days_an_ask_without_an_answer_keeps_nothing_back", (cut("warm_paths", " AND i.waits_until > earnest_now()"),)),
    Mutant("a machine has talked with us", WARM + "who_has_talked_with_us_is_not_cold_and_a_machine_is_nobody", (cut("warm_paths", " AND r.kind NOT IN ('away', 'automatic')"),)),
    Mutant("an old fact serves", WARM + "a_try_takes_up_no_fact_that_is_too_old_or_of_somebody_else", (cut("warm_paths", "\n      AND f.dated_on >= (earnest_now() AT TIME ZONE 'UTC')::date\n          - coalesce((SELECT finding_max_days FROM team_policy WHERE id = 1), 180)::integer"),)),
    Mutant("a fact of somebody else serves", WARM + "a_try_takes_up_no_fact_that_is_too_old_or_of_somebody_else", (cut("warm_paths", "\n      AND (f.prospect_id = p.id OR (f.prospect_id IS NULL AND f.company_id = p.company_id))"),)),
    Mutant("a fact that was taken back serves", WARM + "a_try_takes_up_no_fact_that_was_taken_back", (cut("warm_paths", " AND f.retracted_at IS NULL"),)),
    Mutant("a letter is reviewed on a fact that was taken back", WARM + "a_letter_is_not_reviewed_on_a_fact_that_was_taken_back", (without_trigger("warm_paths", "review_rests_on_a_fact_that_stands"),)),
    Mutant("a letter leaves on a fact that was taken back", WARM + "a_reviewed_letter_does_not_leave_on_a_fact_that_was_taken_back", (without_trigger("warm_paths", "letter_rests_on_a_fact_that_stands"),)),
    Mutant("an introduction that nobody gave is brought", INTRODUCED + "past_the_services_no_try_brings_what_was_not_given_for_them", (cut("introductions", " AND i.state = 'granted'"),)),
    Mutant("an introduction to somebody else is brought", INTRODUCED + "past_the_services_no_try_brings_what_was_not_given_for_them", (cut("introductions", " AND i.prospect_id = NEW.prospect_id"),)),
    Mutant("something is learned before it ended", LEARNED + "not_even_past_the_service_is_something_learned_before_it_ended", (cut("setbacks", "e.state = 'ended'\n          AND e.ending IN ('not_reached', 'no', 'replied')", "true"),)),
    Mutant("what was learned is rewritten", LEARNED + "what_was_learned_stays_as_it_was_said", (cut("setbacks", "IF TG_OP <> 'INSERT' THEN", "IF false THEN"),)),
    Mutant("a stop is lowered to a look", RULES + "a_stop_is_never_lowered", (cut("house_rules", "IF OLD.kind = 'raised' THEN", "IF false THEN"),)),
    Mutant("a rule of the house is rewritten", RULES + "a_line_is_only_ever_taken_off", (cut("house_rules", "IF OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL\n            OR (NEW.id", "IF false AND (NEW.id"),)),
    Mutant("anybody rules", RULES + "nobody_but_an_admin_rules", (cut("house_rules", "\n          AND u.role = 'admin' AND u.is_active"),)),
    Mutant("what is a stop here is sent anyway", RULES + "what_is_a_stop_here_neither_begins_to_leave_nor_leaves", (without_trigger("house_rules", "letter_has_no_reason_for_a_stop"),)),
    Mutant("whoever used the link is let back in", STOPS + "what_the_link_stopped_is_lifted_by_nobody", (cut("forgotten", "IF OLD.origin = 'unsubscribe' AND (", "IF false AND ("),)),
    Mutant("a rep lifts a stop", STOPS + "a_stop_is_lifted_by_a_manager_who_works_here", (cut("forgotten", " AND role IN ('manager', 'admin')"),)),
    Mutant("a manager who is gone lifts a stop", STOPS + "a_stop_is_lifted_by_a_manager_who_works_here", (cut("forgotten", " AND is_active"),)),
    Mutant("the worker turns a stop elsewhere", STOPS + "the_worker_weakens_no_stop", (cut("forgotten", "OR to_jsonb(NEW) - '{origin,until,stood_at,stood_xid}'::text[]\n            IS DISTINCT FROM to_jsonb(OLD) - '{origin,until,stood_at,stood_xid}'::text[]\n        "),)),
    Mutant("the worker says a stop came from elsewhere", STOPS + "the_worker_weakens_no_stop", (cut("forgotten", "\n        OR NEW.origin NOT IN (OLD.origin, 'unsubscribe')"),)),
    Mutant("anything is drawn", COACHED + "nothing_is_drawn_but_what_the_rep_wrote_in_a_week_that_is_over", (without_trigger("coaching", "draw_is_of_what_the_rep_wrote"),)),
    Mutant("anybody answers a comment", COACHED + "the_database_lets_nobody_else_answer_and_nobody_rewrite", (cut("coaching", "\n        OR NEW.answered_by_id <> drawn.rep_id"),)),
    Mutant("a comment is about what was never sent", COACHED + "the_database_takes_no_comment_that_is_not_a_managers_or_not_about_what_was_sent", (cut("coaching", "\n            OR substr(earnest_words_sent(drawn.attempt_id), NEW.starts + 1, length(NEW.passage)) <> NEW.passage"),)),
    Mutant("somebody else agrees to an example", COACHED + "the_database_takes_no_example_without_the_reps_own_yes", (cut("coaching", "\n        OR NEW.said_by_id IS DISTINCT FROM rep"),)),
    Mutant("an example stands before anybody agreed", COACHED + "the_database_takes_no_example_without_the_reps_own_yes", (cut("coaching", "NEW.consent <> '' OR "),)),
    Mutant("any process writes Monday letters", MONDAYS + "no_other_process_writes_one_and_none_is_written_to_who_did_not_ask", (cut("monday", "session_user <> 'earnest_monday' OR "),)),
    Mutant("a Monday letter goes to whom nobody asked", MONDAYS + "no_other_process_writes_one_and_none_is_written_to_who_did_not_ask", (cut("monday", " OR NOT reader.monday_letter"),)),
    Mutant("a Monday letter goes to any address", MONDAYS + "no_other_process_writes_one_and_none_is_written_to_who_did_not_ask", (cut("monday", "        NEW.address := reader.email;\n"),)),
    Mutant("a prospect gets a Monday letter", MONDAYS + "whom_we_prospect_gets_none_even_when_they_sign_in_here", (cut("monday", "IF EXISTS (SELECT FROM prospects_prospect WHERE", "IF EXISTS (SELECT FROM prospects_prospect WHERE false AND"),)),
    Mutant("whom we must not write to gets a Monday letter", MONDAYS + "who_is_on_the_stop_list_gets_none", (cut("monday", "WHERE kind = 'email' AND", "WHERE false AND"),)),
    Mutant("a Monday letter is turned elsewhere", MONDAYS + "what_was_written_down_of_a_letter_stays", (without_trigger("monday", "monday_letter_is_for_our_own"),)),
    Mutant("the proof cries wolf at another company's hold", PROOF + "the_hold_of_another_company_speaks_not_against_a_letter_to_them", (cut_proof(HELD.format(OF_THAT_COMPANY), HELD.format("r.id = h.reply_id")),)),
    Mutant("the proof overlooks a hold", PROOF + "every_forgery_is_found_under_the_rule_it_breaks", (cut_proof(HELD.format(OF_THAT_COMPANY), HELD.format("false")),)),
    Mutant("the proof overlooks a stop of a domain", PROOF + "every_forgery_is_found_under_the_rule_it_breaks", (cut_proof("\n              UNION ALL SELECT 'domain', earnest_stop_hash(domain)\n                  FROM earnest_domains(split_part(sent.approved_address, '@', 2))"),)),
]  # fmt: skip
