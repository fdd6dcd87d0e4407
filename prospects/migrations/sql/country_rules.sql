-- What each country's rule says of these people on each channel: '' where it is open, else why it is not. A channel
-- without a rule is closed. A basis counts to the end of its last day, everywhere.
CREATE FUNCTION earnest_country_bars(people bigint[]) RETURNS TABLE (prospect_id bigint, channel text, bar text, rule_id bigint)
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT person.id, ways.channel,
        CASE
            WHEN rule.verdict = 'allowed' THEN ''
            WHEN rule.verdict = 'needs_basis' AND person.lawful_basis = ANY (rule.bases) THEN
                CASE WHEN person.lawful_basis_until < (earnest_now() AT TIME ZONE 'UTC')::date THEN 'expired' ELSE '' END
            WHEN rule.verdict = 'needs_basis' THEN 'needs_basis'
            ELSE 'blocked'
        END,
        rule.id
    FROM prospects_prospect person
    JOIN prospects_company company ON company.id = person.company_id
    CROSS JOIN LATERAL (SELECT upper(coalesce(nullif(person.country, ''), company.country)) AS code) land
    CROSS JOIN LATERAL (
        SELECT coalesce((SELECT r.country FROM prospects_countryrule r WHERE r.country = land.code LIMIT 1), '') AS code
    ) known
    CROSS JOIN (VALUES ('email'), ('call'), ('linkedin'), ('post')) AS ways (channel)
    LEFT JOIN prospects_countryrule rule ON rule.country = known.code AND rule.channel = ways.channel
        AND rule.subscriber_type = coalesce(nullif(person.subscriber_type, ''), 'unknown')
    WHERE person.id = ANY (people)
$$;

-- The rules of a country stand once, as they shipped; from then on they are changed by an admin alone.
CREATE FUNCTION earnest_country_rule_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF (NEW.country, NEW.channel, NEW.subscriber_type) IS DISTINCT FROM (OLD.country, OLD.channel, OLD.subscriber_type)
        OR NOT EXISTS (
            SELECT FROM team_user WHERE id = NEW.changed_by_id AND is_active AND role = 'admin'
        ) THEN
        RAISE EXCEPTION 'an admin changes what a country''s rule says' USING ERRCODE = 'EA510';
    END IF;
    NEW.changed_at := earnest_now();
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION earnest_country_rule_guard() FROM PUBLIC;
CREATE TRIGGER country_rule_is_an_admins BEFORE UPDATE ON prospects_countryrule
    FOR EACH ROW EXECUTE FUNCTION earnest_country_rule_guard();
