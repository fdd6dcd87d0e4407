-- The chain: each row's hash covers the one before it, so a changed or missing row is found.
CREATE FUNCTION earnest_audit_digest(
    previous bytea, at timestamptz, actor bigint, kind text, subject text, detail jsonb
) RETURNS bytea LANGUAGE sql STABLE SET search_path = public, pg_temp
    SET TimeZone = 'UTC' SET DateStyle = 'ISO, YMD' SET IntervalStyle = 'postgres'
AS $$
    SELECT sha256(
        previous || convert_to(
            at::text || '|' || coalesce(actor::text, '') || '|' || kind || '|'
            || length(subject) || ':' || subject || '|' || detail::text, 'UTF8'
        )
    )
$$;

CREATE FUNCTION earnest_audit_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    -- session_user survives SECURITY DEFINER. The worker acts for nobody: of all that is accounted for it may only
    -- stop. What a trigger of ours accounts for, which is nested here, the worker did not say.
    IF session_user = 'earnest_worker' AND (
        NEW.actor_id IS NOT NULL OR (NEW.kind <> 'suppressed' AND pg_trigger_depth() = 1)
    ) THEN
        RAISE EXCEPTION 'the worker says % of a person', NEW.kind USING ERRCODE = 'EA002';
    END IF;
    INSERT INTO team_audithead (id, hash, length) VALUES (1, ''::bytea, 0) ON CONFLICT DO NOTHING;
    -- The row's id is its place in the chain: identity values are handed out before the lock is held.
    SELECT hash, length + 1 INTO NEW.previous_hash, NEW.id FROM team_audithead WHERE id = 1 FOR UPDATE;
    NEW.hash := earnest_audit_digest(
        NEW.previous_hash, NEW.at, NEW.actor_id, NEW.kind, NEW.subject, NEW.detail
    );
    UPDATE team_audithead SET hash = NEW.hash, length = NEW.id WHERE id = 1;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_event_joins_the_chain BEFORE INSERT ON team_auditevent
    FOR EACH ROW EXECUTE FUNCTION earnest_audit_append();

CREATE FUNCTION earnest_never() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% on % is never allowed', TG_OP, TG_TABLE_NAME USING ERRCODE = 'EA001';
END
$$;

CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE ON team_auditevent
    FOR EACH ROW EXECUTE FUNCTION earnest_never();

-- Row triggers say nothing of a table that is emptied at once.
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON team_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_never();
CREATE TRIGGER audit_head_is_never_emptied BEFORE TRUNCATE ON team_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION earnest_never();
