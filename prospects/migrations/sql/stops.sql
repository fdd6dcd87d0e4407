-- Whether a person may not be reached on a channel now. Every guard that lets something leave asks
-- this again, in its own transaction. Stops are keyed by value, so a stop that came in for another
-- record of the same person, or for their whole domain, counts as well; and by the person, so that
-- a new address does not undo one.
CREATE FUNCTION earnest_is_suppressed(prospect_id bigint, on_channel text) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT 1
        FROM prospects_prospect AS person
        JOIN prospects_company AS company ON company.id = person.company_id
        CROSS JOIN LATERAL (VALUES
            ('email', earnest_email_key(person.email)),
            ('domain', lower(split_part(person.email, '@', 2))),
            ('domain', lower(company.domain)),
            ('phone', person.phone),
            ('profile', lower(person.linkedin_url)),
            ('person', person.id::text)
        ) AS reach (kind, value)
        JOIN prospects_suppression AS stop
            ON stop.kind = reach.kind AND stop.value = reach.value
        WHERE person.id = $1
            AND stop.lifted_at IS NULL
            AND stop.channel IN ('', $2)
            AND (stop.until IS NULL OR stop.until > earnest_now())
    )
$$;

-- Rows of a file that are only understood, not yet brought in. They can be made again from the
-- file, so they need no log.
ALTER TABLE prospects_stagedrow SET UNLOGGED;

-- The parts come packed; packing them again would only take time.
ALTER TABLE prospects_importpart ALTER COLUMN content SET STORAGE EXTERNAL;
