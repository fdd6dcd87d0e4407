-- The worker reads mail and notes how that went. It can point no mailbox at another server, so it
-- can trick nobody into handing a password over, and it can change no sender's address or owner.
CREATE FUNCTION earnest_guard_mailbox() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    noted constant text[] := ARRAY['state', 'state_note', 'state_since', 'last_read_at', 'last_tried_at'];
BEGIN
    IF NEW.owner_id <> OLD.owner_id THEN
        RAISE EXCEPTION 'a mailbox keeps its owner' USING ERRCODE = 'EA301';
    END IF;
    IF session_user = 'earnest_worker' AND (to_jsonb(NEW) - noted) IS DISTINCT FROM (to_jsonb(OLD) - noted) THEN
        RAISE EXCEPTION 'the worker only notes how reading went' USING ERRCODE = 'EA302';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER mailbox_is_guarded BEFORE UPDATE ON mailbox_mailbox
    FOR EACH ROW EXECUTE FUNCTION earnest_guard_mailbox();
