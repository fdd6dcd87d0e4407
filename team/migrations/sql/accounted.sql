-- A change that no service makes yet is accounted for all the same, whoever makes it and however.
-- Deferred: the account is the last thing a transaction does, because it takes the chain's one lock.
-- Arguments: the kind, then the columns that count.
CREATE FUNCTION earnest_account_for_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    before jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    after jsonb := CASE TG_OP WHEN 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    changed jsonb;
BEGIN
    SELECT jsonb_object_agg(name, jsonb_build_array(before -> name, after -> name)) INTO changed
        FROM unnest(TG_ARGV[1:]) name WHERE before -> name IS DISTINCT FROM after -> name;
    IF changed IS NOT NULL THEN
        INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
            earnest_now(), NULL, TG_ARGV[0], TG_TABLE_NAME || ' ' || coalesce(after ->> 'id', before ->> 'id'),
            jsonb_build_object('db_role', session_user, 'changed', changed), '', ''
        );
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_account_for_change() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER rules_are_accounted_for AFTER INSERT OR UPDATE OR DELETE ON team_policy
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_change(
        'policy_changed', 'longest_gap_days', 'min_attempts', 'first_letter_words', 'later_letter_words',
        'subject_words', 'novelty', 'finding_fresh_days', 'finding_max_days', 'people_per_company',
        'days_between_colleagues', 'mailbox_daily_cap', 'daily_capacity', 'new_people_a_day', 'away_days',
        'rest_days', 'rest_after_no_days'
    );
CREATE CONSTRAINT TRIGGER who_may_what_is_accounted_for AFTER UPDATE OR DELETE ON team_user
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_change(
        'user_changed', 'email', 'role', 'team_id', 'is_active'
    );
