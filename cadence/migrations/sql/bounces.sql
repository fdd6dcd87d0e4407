-- A mailbox whose letters come back stops until somebody has looked: more than five of its last hundred.

-- How many of the last hundred letters that left this mailbox since somebody looked came back for good.
CREATE FUNCTION earnest_bounced(of_mailbox bigint) RETURNS bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT count(b.id) FROM (
        SELECT d.id FROM cadence_delivery d JOIN cadence_approval a ON a.id = d.approval_id
        WHERE a.mailbox_id = of_mailbox AND d.state IN ('sent', 'unknown', 'sending')
          AND d.reserved_at > coalesce(
              (SELECT max(l.at) FROM cadence_bouncelook l WHERE l.mailbox_id = of_mailbox), '-infinity')
        ORDER BY d.reserved_at DESC LIMIT 100
    ) last_hundred JOIN cadence_bounce b ON b.delivery_id = last_hundred.id
$$;

CREATE FUNCTION earnest_bounce_stop(of_mailbox bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    -- Most mailboxes have no bounce at all: one look at an index, and no count.
    IF EXISTS (SELECT FROM cadence_bounce WHERE mailbox_id = of_mailbox OFFSET 5)
        AND earnest_bounced(of_mailbox) > 5 THEN
        RAISE EXCEPTION 'too many letters of this mailbox came back' USING ERRCODE = 'EA218';
    END IF;
END
$$;

-- Fires after delivery_begins_with_a_review, which holds the mailbox: triggers go by name.
CREATE FUNCTION earnest_delivery_of_a_sound_mailbox() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM earnest_bounce_stop(a.mailbox_id) FROM cadence_approval a WHERE a.id = NEW.approval_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER delivery_leaves_a_sound_mailbox BEFORE INSERT ON cadence_delivery
    FOR EACH ROW EXECUTE FUNCTION earnest_delivery_of_a_sound_mailbox();

-- A look is dated by the database, is by a person, and stays.
CREATE FUNCTION earnest_bounce_look() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    NEW.at := earnest_now();
    RETURN NEW;
END
$$;
CREATE TRIGGER bounce_look_is_of_now BEFORE INSERT ON cadence_bouncelook
    FOR EACH ROW EXECUTE FUNCTION earnest_bounce_look();
CREATE TRIGGER bounce_look_never_changes BEFORE UPDATE OR DELETE ON cadence_bouncelook
    FOR EACH ROW EXECUTE FUNCTION earnest_never();
CREATE TRIGGER bounce_never_changes BEFORE UPDATE OR DELETE ON cadence_bounce
    FOR EACH ROW EXECUTE FUNCTION earnest_never();
