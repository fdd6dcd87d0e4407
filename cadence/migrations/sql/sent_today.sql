-- How many letters this mailbox sent or may have sent since its owner's midnight.
CREATE OR REPLACE FUNCTION earnest_sent_today(of_mailbox bigint) RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    -- A sum of counts, so that each delivery is found by its review and never the other way round.
    SELECT coalesce(sum((
        SELECT count(*) FROM cadence_delivery d
        WHERE d.approval_id = a.id AND d.state <> 'failed'
          AND d.reserved_at >= date_trunc('day', earnest_now(), u.time_zone)
    )), 0)::bigint
    FROM cadence_approval a JOIN team_user u ON u.id = a.reviewer_id
    -- A review lasts fifteen minutes and a day at most twenty-five hours. Asked once, so that the index bounds the scan.
    WHERE a.mailbox_id = of_mailbox AND a.approved_at >= (SELECT earnest_now() - interval '26 hours')
$$;
