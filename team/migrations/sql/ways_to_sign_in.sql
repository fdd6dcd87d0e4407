-- A second factor, a passkey or recovery codes that come or go are accounted for whoever does it: to the admin who says so
-- (earnest.actor), and else to whose they are, because web lets nobody else near them. What they are is not told.
CREATE FUNCTION earnest_account_for_way_in() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    whose bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
    actor bigint := CASE session_user
        WHEN 'earnest_web' THEN coalesce(nullif(current_setting('earnest.actor', true), '')::bigint, whose) END;
BEGIN
    INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
        earnest_now(), actor, 'sign_in_changed', 'user ' || whose,
        jsonb_build_object('db_role', session_user, 'changed', jsonb_build_object('type', jsonb_build_array(OLD.type, NEW.type))),
        '', ''
    );
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_account_for_way_in() FROM PUBLIC;

DROP TRIGGER ways_to_sign_in_are_accounted_for ON mfa_authenticator;
CREATE CONSTRAINT TRIGGER ways_to_sign_in_are_accounted_for AFTER INSERT OR DELETE ON mfa_authenticator
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earnest_account_for_way_in();
