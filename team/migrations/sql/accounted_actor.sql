-- As before (accounted.sql), and by whom: a page that changes something says for its own transaction who asks.
CREATE OR REPLACE FUNCTION earnest_account_for_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    before jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    after jsonb := CASE TG_OP WHEN 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    actor bigint := CASE session_user
        WHEN 'earnest_web' THEN nullif(current_setting('earnest.actor', true), '')::bigint END;
    changed jsonb;
BEGIN
    SELECT jsonb_object_agg(name, jsonb_build_array(before -> name, after -> name)) INTO changed
        FROM unnest(TG_ARGV[1:]) name WHERE before -> name IS DISTINCT FROM after -> name;
    IF changed IS NOT NULL THEN
        INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
            earnest_now(), actor, TG_ARGV[0], TG_TABLE_NAME || ' ' || coalesce(after ->> 'id', before ->> 'id'),
            jsonb_build_object('db_role', session_user, 'changed', changed), '', ''
        );
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER rules_are_accounted_for ON team_policy;
CREATE CONSTRAINT TRIGGER rules_are_accounted_for AFTER INSERT OR UPDATE OR DELETE ON team_policy
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_change(
        'policy_changed', 'longest_gap_days', 'min_attempts', 'most_emails', 'most_calls', 'most_voicemails',
        'min_channels', 'first_letter_words', 'later_letter_words', 'subject_words', 'novelty',
        'finding_fresh_days', 'finding_max_days', 'people_per_company', 'days_between_colleagues',
        'mailbox_daily_cap', 'bounces_warn', 'bounces_stop', 'daily_capacity', 'new_people_a_day', 'away_days',
        'rest_days', 'rest_after_no_days'
    );
