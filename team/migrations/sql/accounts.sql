-- Somebody can always let others in. Those who take an admin away go one after another, so that two who do it to each
-- other at once do not both find the other still there.
CREATE FUNCTION earnest_an_admin_remains() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock('team_user'::regclass::oid::int, 0);
    IF NOT EXISTS (SELECT FROM team_user WHERE role = 'admin' AND is_active AND id <> OLD.id) THEN
        RAISE EXCEPTION 'no admin would remain' USING ERRCODE = 'EA402';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER an_admin_remains BEFORE UPDATE OF role, is_active ON team_user FOR EACH ROW
    WHEN (OLD.role = 'admin' AND OLD.is_active AND NOT (NEW.role = 'admin' AND NEW.is_active))
    EXECUTE FUNCTION earnest_an_admin_remains();

-- A link is used once or taken back once, by the database's clock, and is never given to anybody else.
CREATE FUNCTION earnest_sign_in_link_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF OLD.used_at IS NOT NULL OR OLD.taken_back_at IS NOT NULL
        OR to_jsonb(NEW) - '{used_at,taken_back_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{used_at,taken_back_at}'::text[]
        OR (NEW.used_at IS NOT NULL AND earnest_now() >= OLD.expires_at) THEN
        RAISE EXCEPTION 'a link is used once, in time' USING ERRCODE = 'EA403';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER sign_in_link_is_used_once BEFORE UPDATE ON team_signinlink
    FOR EACH ROW EXECUTE FUNCTION earnest_sign_in_link_guard();

-- A second factor, a passkey or recovery codes that come or go are accounted for whoever does it; what they are is not told.
CREATE CONSTRAINT TRIGGER ways_to_sign_in_are_accounted_for AFTER INSERT OR DELETE ON mfa_authenticator
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION earnest_account_for_change('sign_in_changed', 'type', 'user_id');
