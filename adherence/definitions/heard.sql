-- Every answer of a person, in order: no notice of an absence, no machine's answer, no press of the link.
SELECT r.id, r.enrollment_id, r.owner_id AS rep_id, r.company_id, r.kind, r.received_at, r.named_at,
    (r.received_at AT TIME ZONE u.time_zone)::date AS day,
    row_number() OVER (PARTITION BY r.enrollment_id ORDER BY r.received_at, r.id) AS number
FROM these
    JOIN cadence_reply r ON r.enrollment_id = these.id
    JOIN team_user u ON u.id = r.owner_id
    LEFT JOIN mailbox_inboundmessage m ON m.id = r.message_id
WHERE r.kind NOT IN ('away', 'automatic') AND NOT r.is_link_press
  AND NOT (r.kind = '' AND r.suggested_kind IN ('away', 'automatic') AND coalesce(m.verdict, '') = 'auto_reply')
