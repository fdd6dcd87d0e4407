-- As before (sweeping_records.sql); but people are found by walking along the ends of cadences, oldest first, up to as many as
-- are asked for, in place of asking of everybody there is what keeps them.
CREATE OR REPLACE FUNCTION earnest_kept_long_enough(of_kind text, months integer, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE since timestamptz := earnest_now() - make_interval(months => months);
BEGIN
    IF session_user = 'earnest_monday' THEN
        RAISE EXCEPTION 'who writes the Monday letter learns of nobody' USING ERRCODE = 'EA512';
    END IF;
    IF of_kind = 'people' THEN
        RETURN QUERY SELECT p.id FROM cadence_enrollment e
            JOIN prospects_prospect who ON who.id = e.prospect_id
            JOIN prospects_prospect p ON p.id = coalesce(who.merged_into_id, who.id)
            WHERE e.ended_at < since AND p.erased_at IS NULL AND NOT EXISTS (
                SELECT FROM prospects_prospect r JOIN cadence_enrollment later ON later.prospect_id = r.id
                WHERE (r.id = p.id OR r.merged_into_id = p.id) AND (later.ended_at, later.id) > (e.ended_at, e.id)
            ) AND NOT EXISTS (
                SELECT FROM prospects_prospect r
                WHERE (r.id = p.id OR r.merged_into_id = p.id) AND (
                    earnest_under_way(r.id)
                    OR EXISTS (SELECT FROM cadence_reply WHERE prospect_id = r.id)
                    OR EXISTS (SELECT FROM cadence_attempt a WHERE a.prospect_id = r.id AND a.outcome = 'spoke')
                    OR EXISTS (SELECT FROM cadence_hold h WHERE h.company_id = r.company_id AND h.lifted_at IS NULL)))
            ORDER BY e.ended_at, e.id LIMIT most;
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
