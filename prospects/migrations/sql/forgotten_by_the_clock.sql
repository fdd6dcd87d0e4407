-- As before (forgotten_files.sql); but the process of the Monday letter, which comes to nobody's data, forgets none.
CREATE OR REPLACE FUNCTION earnest_forget_files() RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE due bigint[];
BEGIN
    IF session_user = 'earnest_monday' THEN
        RAISE EXCEPTION 'who writes the Monday letter forgets nothing' USING ERRCODE = 'EA512';
    END IF;
    due := ARRAY(
        SELECT b.id FROM prospects_importbatch b
        WHERE b.created_at < earnest_now() - interval '14 days' AND (
            EXISTS (SELECT FROM prospects_importpart p WHERE p.batch_id = b.id)
            OR EXISTS (SELECT FROM prospects_stagedrow s WHERE s.batch_id = b.id))
        ORDER BY b.created_at, b.id LIMIT 20 FOR UPDATE OF b SKIP LOCKED
    );
    DELETE FROM prospects_importpart WHERE batch_id = ANY (due);
    DELETE FROM prospects_stagedrow WHERE batch_id = ANY (due);
    UPDATE prospects_importbatch SET state = 'applied', applied_at = earnest_now(),
        rejected = rejected + accepted - landed, accepted = landed
    WHERE id = ANY (due) AND state = 'applying';
    RETURN cardinality(due);
END
$$;
