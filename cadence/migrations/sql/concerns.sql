-- Whom an event of the account concerns, read off what it says: the colleague, the person and their company. It is noted
-- when the event is written, whoever writes it, so that "what was done about them" is one look at an index.
CREATE FUNCTION earnest_audit_people(subject text, detail jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
AS $$
DECLARE named bigint := substring(subject FROM '^[a-z]+ (\d{1,18})$')::bigint;
BEGIN
    IF subject ~ '^(person|prospect) \d{1,18}$' THEN
        RETURN NEXT named;
    ELSIF subject LIKE 'stop %' THEN
        RETURN QUERY SELECT whole.value::bigint FROM prospects_suppression stop
            JOIN prospects_suppression whole ON whole.id = coalesce(stop.stop_of_id, stop.id)
            WHERE stop.id = named AND whole.kind = 'person' AND whole.value ~ '^\d{1,18}$';
    END IF;
    IF jsonb_typeof(detail -> 'touch') = 'number' THEN
        RETURN QUERY SELECT prospect_id FROM cadence_touch WHERE id = (detail ->> 'touch')::bigint;
    END IF;
    IF jsonb_typeof(detail -> 'people') = 'array' THEN
        RETURN QUERY SELECT one::bigint FROM jsonb_array_elements_text(detail -> 'people') one WHERE one ~ '^\d{1,18}$';
    END IF;
END
$$;

CREATE FUNCTION earnest_audit_users(kind text, subject text, detail jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
AS $$
BEGIN
    IF subject ~ '(^|[ _])user \d{1,18}$' THEN
        RETURN NEXT substring(subject FROM '(\d+)$')::bigint;
    ELSIF position('@' IN subject) > 0 THEN
        RETURN QUERY SELECT id FROM team_user WHERE lower(email) = lower(subject)
            UNION SELECT owner_id FROM mailbox_mailbox WHERE address = subject;
    END IF;
    IF kind = 'handed_over' THEN
        RETURN QUERY SELECT one::bigint FROM unnest(ARRAY[detail ->> 'from', detail ->> 'to']) one WHERE one ~ '^\d{1,18}$';
    END IF;
END
$$;

CREATE FUNCTION earnest_audit_note_concerns(event bigint, at timestamptz, kind text, subject text, detail jsonb)
RETURNS void LANGUAGE sql SET search_path = public, pg_temp
AS $$
    WITH people AS MATERIALIZED (SELECT DISTINCT earnest_audit_people(subject, detail) AS id)
    INSERT INTO team_auditconcern (event_id, about, key, at)
    SELECT event, 'person', id, at FROM people
    UNION ALL
    SELECT event, 'company', company_id, at FROM (
        SELECT company_id FROM prospects_prospect WHERE id IN (SELECT id FROM people)
        UNION SELECT substring(subject FROM '^company (\d{1,18})$')::bigint
    ) companies WHERE company_id IS NOT NULL
    UNION ALL
    SELECT event, 'user', id, at FROM (SELECT DISTINCT earnest_audit_users(kind, subject, detail) AS id) users
$$;

CREATE FUNCTION earnest_audit_concerned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM earnest_audit_note_concerns(NEW.id, NEW.at, NEW.kind, NEW.subject, NEW.detail);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_audit_concerned(), earnest_audit_note_concerns(bigint, timestamptz, text, text, jsonb)
    FROM PUBLIC;
CREATE TRIGGER audit_event_notes_whom_it_concerns AFTER INSERT ON team_auditevent
    FOR EACH ROW EXECUTE FUNCTION earnest_audit_concerned();

-- What is accounted for already. The events themselves do not change, and their chain does not cover this.
SELECT earnest_audit_note_concerns(id, at, kind, subject, detail) FROM team_auditevent;

CREATE TRIGGER audit_concern_is_append_only BEFORE UPDATE OR DELETE ON team_auditconcern
    FOR EACH ROW EXECUTE FUNCTION earnest_never();
