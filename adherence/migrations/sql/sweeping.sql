-- What has been kept for as long as its rule says, oldest first. Nobody with a cadence that runs, at a company on hold,
-- or with words that nobody has read yet is ever among them.
CREATE FUNCTION earnest_kept_long_enough(of_kind text, months integer, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE since timestamptz := earnest_now() - make_interval(months => months);
BEGIN
    IF of_kind = 'people' THEN
        RETURN QUERY SELECT p.id FROM prospects_prospect p
            JOIN (SELECT prospect_id, max(ended_at) AS last FROM cadence_enrollment GROUP BY prospect_id) e
                ON e.prospect_id = p.id
            WHERE p.erased_at IS NULL AND e.last < since AND NOT earnest_under_way(p.id)
                AND NOT EXISTS (SELECT FROM cadence_reply r WHERE r.prospect_id = p.id)
                AND NOT EXISTS (SELECT FROM cadence_attempt a WHERE a.prospect_id = p.id AND a.outcome = 'spoke')
                AND NOT EXISTS (SELECT FROM cadence_hold h WHERE h.company_id = p.company_id AND h.lifted_at IS NULL)
            ORDER BY e.last, p.id LIMIT most;
    ELSIF of_kind = 'replies' THEN
        RETURN QUERY SELECT r.id FROM cadence_reply r
            WHERE r.received_at < since AND r.kind <> '' AND r.text NOT IN ('', '(erased)')
                AND NOT earnest_under_way(r.prospect_id)
                AND NOT EXISTS (SELECT FROM cadence_hold h WHERE h.company_id = r.company_id AND h.lifted_at IS NULL)
            ORDER BY r.received_at, r.id LIMIT most;
    ELSIF of_kind = 'mail' THEN
        RETURN QUERY SELECT m.id FROM mailbox_inboundmessage m
            WHERE m.received_at < since AND m.settled_at IS NOT NULL AND (m.full_text <> '' OR m.html <> '')
                AND NOT EXISTS (SELECT FROM cadence_reply r WHERE r.message_id = m.id AND earnest_under_way(r.prospect_id))
                AND NOT EXISTS (SELECT FROM cadence_undecidedmail u WHERE u.message_id = m.id AND u.decided_at IS NULL)
            ORDER BY m.received_at, m.id LIMIT most;
    ELSIF of_kind = 'imports' THEN
        RETURN QUERY SELECT b.id FROM prospects_importbatch b
            WHERE b.created_at < since AND (
                EXISTS (SELECT FROM prospects_importpart i WHERE i.batch_id = b.id)
                OR EXISTS (SELECT FROM prospects_stagedrow s WHERE s.batch_id = b.id))
            ORDER BY b.created_at, b.id LIMIT most;
    END IF;
END
$$;

-- Takes away up to `most` of what a rule that an admin switched on has kept long enough; how many.
CREATE FUNCTION earnest_sweep(of_kind text, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE due bigint[]; each bigint; kept_for integer;
BEGIN
    SELECT months INTO kept_for FROM prospects_retentionrule WHERE what = of_kind AND is_on FOR SHARE;
    IF kept_for IS NULL THEN
        RAISE EXCEPTION 'nothing is swept but by a rule that an admin switched on' USING ERRCODE = 'EA512';
    END IF;
    due := ARRAY(SELECT earnest_kept_long_enough(of_kind, kept_for, most));
    IF of_kind = 'people' THEN
        FOREACH each IN ARRAY due LOOP
            PERFORM earnest_erase_one(each, 'long_enough', '', NULL);
        END LOOP;
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
