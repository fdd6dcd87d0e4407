-- What a country's rule says, and for how long what is kept, is accounted for by the database, whoever changes it and however:
-- by whom, with what was and what is. Deferred: the account is the last thing a transaction does, because it takes the chain's
-- one lock.
CREATE FUNCTION earnest_account_for_country_rule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    words text[] := '{verdict,bases,reason,source}';
    before jsonb; after jsonb;
BEGIN
    SELECT jsonb_object_agg(word, to_jsonb(OLD) -> word), jsonb_object_agg(word, to_jsonb(NEW) -> word)
        INTO before, after FROM unnest(words) word;
    IF before IS DISTINCT FROM after THEN
        INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
            earnest_now(), NEW.changed_by_id, 'policy_changed',
            concat_ws(' ', 'country rule', coalesce(nullif(NEW.country, ''), 'elsewhere'), NEW.channel, NEW.subscriber_type),
            jsonb_build_object('before', before, 'after', after, 'why', NEW.why_changed, 'db_role', session_user), '', ''
        );
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_account_for_country_rule() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER country_rule_is_accounted_for AFTER UPDATE ON prospects_countryrule
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_country_rule();

CREATE FUNCTION earnest_retention_rule_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NOT EXISTS (
        SELECT FROM team_user WHERE id = NEW.changed_by_id AND is_active AND role = 'admin'
    ) THEN
        RAISE EXCEPTION 'an admin says how long what is kept' USING ERRCODE = 'EA510';
    END IF;
    NEW.changed_at := earnest_now();
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_retention_rule_guard() FROM PUBLIC;
CREATE TRIGGER retention_rule_is_an_admins BEFORE INSERT OR UPDATE OR DELETE ON prospects_retentionrule
    FOR EACH ROW EXECUTE FUNCTION earnest_retention_rule_guard();

CREATE FUNCTION earnest_account_for_retention_rule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    before jsonb := CASE TG_OP WHEN 'UPDATE' THEN jsonb_build_object('months', OLD.months, 'is_on', OLD.is_on) END;
    after jsonb := jsonb_build_object('months', NEW.months, 'is_on', NEW.is_on);
BEGIN
    IF before IS DISTINCT FROM after THEN
        INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
            earnest_now(), NEW.changed_by_id, 'policy_changed', 'kept ' || NEW.what,
            jsonb_build_object('before', before, 'after', after, 'db_role', session_user), '', ''
        );
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_account_for_retention_rule() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER retention_rule_is_accounted_for AFTER INSERT OR UPDATE ON prospects_retentionrule
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_retention_rule();
