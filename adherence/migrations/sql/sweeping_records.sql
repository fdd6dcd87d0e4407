-- What has been kept for as long as its rule says, oldest first. Nobody with a cadence that runs, at a company on hold,
-- or with words that nobody has read yet is ever among them. Records of one person are kept, and go, together: whose
-- other record is still being worked on is not taken apart.
CREATE OR REPLACE FUNCTION earnest_kept_long_enough(of_kind text, months integer, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE since timestamptz := earnest_now() - make_interval(months => months);
BEGIN
    IF session_user = 'earnest_monday' THEN
        RAISE EXCEPTION 'who writes the Monday letter learns of nobody' USING ERRCODE = 'EA512';
    END IF;
    IF of_kind = 'people' THEN
        RETURN QUERY SELECT p.id FROM prospects_prospect p
            JOIN (
                SELECT coalesce(r.merged_into_id, r.id) AS person, max(e.ended_at) AS last
                FROM cadence_enrollment e JOIN prospects_prospect r ON r.id = e.prospect_id GROUP BY 1
            ) e ON e.person = p.id
            WHERE p.erased_at IS NULL AND e.last < since AND NOT EXISTS (
                SELECT FROM prospects_prospect r
                WHERE (r.id = p.id OR r.merged_into_id = p.id) AND (
                    earnest_under_way(r.id)
                    OR EXISTS (SELECT FROM cadence_reply WHERE prospect_id = r.id)
                    OR EXISTS (SELECT FROM cadence_attempt a WHERE a.prospect_id = r.id AND a.outcome = 'spoke')
                    OR EXISTS (SELECT FROM cadence_hold h WHERE h.company_id = r.company_id AND h.lifted_at IS NULL)))
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

-- At the word of a manager of their rep, or of an admin: asked for by them, or because we have no need of it. Only web
-- speaks for a person. A record that was made one with theirs is erased before theirs; one that came under it meanwhile stops both.
CREATE OR REPLACE FUNCTION earnest_erase(of_person bigint, with_cause text, why text, by_whom bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE emptied jsonb;
BEGIN
    IF session_user IN ('earnest_worker', 'earnest_monday') OR with_cause NOT IN ('asked', 'no_need') OR NOT EXISTS (
        SELECT FROM team_user u JOIN prospects_prospect p ON p.id = of_person JOIN team_user rep ON rep.id = p.owner_id
        WHERE u.id = by_whom AND u.is_active AND (u.role = 'admin' OR (u.role = 'manager' AND u.team_id = rep.team_id))
    ) THEN
        RAISE EXCEPTION 'a manager of their rep erases what we know of somebody' USING ERRCODE = 'EA511';
    END IF;
    emptied := earnest_erase_one(of_person, with_cause, why, by_whom);
    IF EXISTS (SELECT FROM prospects_prospect WHERE merged_into_id = of_person AND erased_at IS NULL) THEN
        RAISE EXCEPTION 'another record of this person is not erased' USING ERRCODE = 'EA506';
    END IF;
    RETURN emptied;
END
$$;
