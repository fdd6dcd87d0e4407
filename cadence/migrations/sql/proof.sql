-- Every row here is a delivery that no person's review explains. There must be none.
-- It says nothing that a later change of a person could make untrue. So a stop is compared by the address that the
-- letter went to, its domain, and the person; and an answer holds by the person who wrote it. A stop of a telephone
-- number, a profile or a company's domain, and what a colleague there wrote, are compared with what the person has
-- today by the guards alone: nobody kept which company a person was at when a letter left.
CREATE OR REPLACE VIEW cadence_sendproof AS
WITH sent AS (
    SELECT d.*, a.reviewer_id, a.touch_id AS approved_touch, a.content_sha256 AS approved_sha,
           a.approved_at, a.expires_at, a.consumed_at, a.to_address AS approved_address,
           s.user_id AS session_user_id, s.created_at AS session_from, s.expires_at AS session_to,
           s.revoked_at, m.owner_id AS mailbox_owner, dr.content_sha256 AS draft_sha,
           dr.touch_id AS draft_touch, dr.to_address AS draft_address, w.at AS withdrawn_at,
           t.prospect_id, t.kind, t.reply_id, e.ended_at, earnest_letter_digest(dr.to_address, dr.subject, dr.body) AS words_sha
    FROM cadence_delivery d
    LEFT JOIN cadence_approval a ON a.id = d.approval_id
    LEFT JOIN team_humansession s ON s.id = a.session_id
    LEFT JOIN mailbox_mailbox m ON m.id = a.mailbox_id
    LEFT JOIN cadence_draft dr ON dr.id = a.draft_id
    LEFT JOIN cadence_withdrawal w ON w.approval_id = a.id
    LEFT JOIN cadence_touch t ON t.id = d.touch_id
    LEFT JOIN cadence_enrollment e ON e.id = t.enrollment_id
)
SELECT 'P1 not begun by the web role' AS rule, id AS delivery_id FROM sent
    WHERE db_role <> 'earnest_web'
UNION ALL SELECT 'P2 no review of this try', id FROM sent
    WHERE approved_touch IS DISTINCT FROM touch_id OR draft_touch IS DISTINCT FROM touch_id
UNION ALL SELECT 'P3 reviewer is not the signed-in person or not the mailbox owner', id FROM sent
    WHERE reviewer_id IS DISTINCT FROM session_user_id OR reviewer_id IS DISTINCT FROM mailbox_owner
UNION ALL SELECT 'P4 reviewed, stored and sent words differ', id FROM sent
    WHERE approved_sha IS DISTINCT FROM content_sha256 OR draft_sha IS DISTINCT FROM content_sha256
       OR words_sha IS DISTINCT FROM content_sha256
       OR approved_address IS DISTINCT FROM draft_address
UNION ALL SELECT 'P5 begun outside the fifteen minutes after the review', id FROM sent
    WHERE NOT (reserved_at BETWEEN approved_at AND expires_at) OR consumed_at IS NULL
       OR expires_at > approved_at + interval '15 minutes'
UNION ALL SELECT 'P6 begun outside a live session', id FROM sent
    WHERE NOT (reserved_at BETWEEN session_from AND session_to) OR approved_at < session_from
       OR sending_at > session_to OR revoked_at < coalesce(sending_at, reserved_at)
UNION ALL SELECT 'P7 transmission began after a stop', id FROM sent
    WHERE (kind = 'step' AND sending_at > ended_at)
       OR withdrawn_at < coalesce(sending_at, reserved_at) OR sending_at > expires_at OR (kind = 'step' AND EXISTS (
        SELECT FROM cadence_hold h JOIN cadence_reply r ON (r.id, r.company_id) = (h.reply_id, h.company_id)
        WHERE r.prospect_id = sent.prospect_id AND h.placed_at < sent.sending_at
          AND (h.lifted_at IS NULL OR h.lifted_at > sent.sending_at)
    ))
       OR (kind = 'step' AND EXISTS (
        SELECT FROM prospects_suppression stop WHERE stop.stood_at < sent.sending_at
          AND pg_visible_in_snapshot(stop.stood_xid, sent.sending_saw)
          AND stop.channel IN ('', 'email')
          AND (stop.until IS NULL OR stop.until > sent.sending_at)
          AND (stop.lifted_at IS NULL OR stop.lifted_at > sent.sending_at)
          AND (stop.kind, stop.value_hash) IN (
              VALUES ('email', earnest_stop_hash(earnest_email_key(sent.approved_address))),
                  ('person', earnest_stop_hash(sent.prospect_id::text))
              UNION ALL SELECT 'domain', earnest_stop_hash(domain)
                  FROM earnest_domains(split_part(sent.approved_address, '@', 2))
          )
    ))
    -- A letter that answers: what it answers had been read before, as what this kind of letter is for.
       OR (kind <> 'step' AND sending_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM cadence_reply r WHERE r.id = sent.reply_id AND r.prospect_id = sent.prospect_id
          AND r.named_at <= sent.sending_at AND (r.kind = 'no') = (sent.kind = 'acknowledgement')
    ))
    -- An answer: nobody else there had written and waited to be read.
       OR (kind = 'answer' AND EXISTS (
        SELECT FROM cadence_hold h JOIN cadence_reply r ON (r.id, r.company_id) = (h.reply_id, h.company_id)
        JOIN prospects_prospect p ON p.company_id = r.company_id
        WHERE p.id = sent.prospect_id AND r.id <> sent.reply_id AND h.placed_at < sent.sending_at
          AND (h.lifted_at IS NULL OR h.lifted_at > sent.sending_at)
          AND (r.named_at IS NULL OR r.named_at > sent.sending_at)
    ))
UNION ALL SELECT 'P8 more than one live delivery of a try', (array_agg(id))[1]
    FROM cadence_delivery WHERE state <> 'failed' GROUP BY touch_id HAVING count(*) > 1
UNION ALL SELECT 'P9 sent without recorded bytes', id FROM sent
    WHERE state IN ('sending', 'sent', 'unknown') AND (mime_sha256 IS NULL OR sending_at IS NULL);
