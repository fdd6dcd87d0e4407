-- A mailbox stops as before (bounces.sql), now at the number that the rules have.
CREATE OR REPLACE FUNCTION earnest_bounce_stop(of_mailbox bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE most integer := coalesce((SELECT bounces_stop FROM team_policy WHERE id = 1), 5);
BEGIN
    -- Most mailboxes have no bounce at all: one look at an index, and no count.
    IF EXISTS (SELECT FROM cadence_bounce WHERE mailbox_id = of_mailbox OFFSET most)
        AND earnest_bounced(of_mailbox) > most THEN
        RAISE EXCEPTION 'too many letters of this mailbox came back' USING ERRCODE = 'EA218';
    END IF;
END
$$;
