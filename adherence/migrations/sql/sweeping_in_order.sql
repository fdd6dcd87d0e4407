-- As before (sweeping_records.sql): takes away up to `most` of what a rule that an admin switched on has kept long enough; how
-- many. People in the one order of locks, and asked about once more behind them.
CREATE OR REPLACE FUNCTION earnest_sweep(of_kind text, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE due bigint[]; kept_for integer;
BEGIN
    SELECT months INTO kept_for FROM prospects_retentionrule WHERE what = of_kind AND is_on FOR SHARE;
    IF kept_for IS NULL THEN
        RAISE EXCEPTION 'nothing is swept but by a rule that an admin switched on' USING ERRCODE = 'EA512';
    END IF;
    due := ARRAY(SELECT earnest_kept_long_enough(of_kind, kept_for, most));
    IF of_kind = 'people' THEN
        PERFORM 1 FROM prospects_company WHERE id IN (
            SELECT company_id FROM prospects_prospect WHERE id = ANY (due) OR merged_into_id = ANY (due)
        ) ORDER BY id FOR NO KEY UPDATE;
        PERFORM 1 FROM cadence_enrollment WHERE prospect_id IN (
            SELECT id FROM prospects_prospect WHERE id = ANY (due) OR merged_into_id = ANY (due)
        ) ORDER BY id FOR UPDATE;
        -- Whoever wrote, or was begun with, before these locks were taken stays.
        due := ARRAY(SELECT earnest_kept_long_enough(of_kind, kept_for, most) INTERSECT SELECT unnest(due));
        PERFORM earnest_erase_one(record.id, 'long_enough', '', NULL) FROM (
            SELECT id FROM prospects_prospect WHERE (id = ANY (due) OR merged_into_id = ANY (due)) AND erased_at IS NULL
            ORDER BY id
        ) record;
    ELSIF of_kind = 'replies' THEN
        UPDATE cadence_reply SET text = '(erased)', note = earnest_gone(note), points_to = '',
            reason_note = earnest_gone(reason_note) WHERE id = ANY (due);
        UPDATE mailbox_inboundmessage m SET text = earnest_gone(m.text), full_text = '', html = ''
            FROM cadence_reply r WHERE r.id = ANY (due) AND m.id = r.message_id;
    ELSIF of_kind = 'mail' THEN
        UPDATE mailbox_inboundmessage SET full_text = '', html = '' WHERE id = ANY (due);
    ELSIF of_kind = 'imports' THEN
        DELETE FROM prospects_importpart WHERE batch_id = ANY (due);
        DELETE FROM prospects_stagedrow WHERE batch_id = ANY (due);
    END IF;
    IF cardinality(due) > 0 THEN
        INSERT INTO prospects_sweep (at, what, rows) VALUES (earnest_now(), of_kind, cardinality(due));
    END IF;
    RETURN cardinality(due);
END
$$;
