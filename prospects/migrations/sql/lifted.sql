-- Lifting a stop, or weakening it in place, is accounted for by the database itself, with who lifted it.
-- Deferred: the account is the last thing a transaction does, because it takes the chain's one lock.
CREATE FUNCTION earnest_account_for_lifted_stop() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
        earnest_now(), CASE TG_OP WHEN 'DELETE' THEN NULL ELSE NEW.lifted_by_id END, 'suppression_lifted',
        'stop ' || OLD.id, jsonb_build_object('db_role', session_user, 'stop', to_jsonb(OLD)), '', ''
    );
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_account_for_lifted_stop() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER lifted_stop_is_accounted_for AFTER UPDATE ON prospects_suppression
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (
        NEW.lifted_at IS DISTINCT FROM OLD.lifted_at
        OR (NEW.kind, NEW.value, NEW.channel) IS DISTINCT FROM (OLD.kind, OLD.value, OLD.channel)
        OR coalesce(NEW.until, 'infinity') < coalesce(OLD.until, 'infinity')
    ) EXECUTE FUNCTION earnest_account_for_lifted_stop();
CREATE CONSTRAINT TRIGGER deleted_stop_is_accounted_for AFTER DELETE ON prospects_suppression
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_lifted_stop();
