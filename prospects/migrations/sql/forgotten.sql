-- A stop survives the erasure of the address it stands for: what is compared is a salted hash of it.
-- The salt never leaves the owner; both halves stand as HMAC-SHA256 (RFC 2104) uses them.
CREATE TABLE prospects_stopsalt (
    id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);

-- STRICT: without the salt nothing may be compared, and so nothing may leave.
CREATE FUNCTION earnest_stop_hash(said text) RETURNS bytea
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE salt prospects_stopsalt;
BEGIN
    SELECT * INTO STRICT salt FROM prospects_stopsalt;
    RETURN sha256(salt.outer_pad || sha256(salt.inner_pad || convert_to(said, 'UTF8')));
END
$$;

-- Since when, and since which transaction, a stop says what it says: a letter that began with it in sight is compared
-- with it by the proof of sending. The guard keeps both.
ALTER TABLE prospects_suppression ADD COLUMN stood_at timestamptz, ADD COLUMN stood_xid xid8;
CREATE INDEX stop_by_its_hash ON prospects_suppression (value_hash);

-- The hash is the database's, and stays when the value goes. Whoever used the link in a letter is never
-- written to again, whoever asks; any other stop is lifted by a manager. The database dates both ends of a stop, and
-- one that comes to reach further, or longer, stands anew from then. The worker hears who presses the Unsubscribe of their
-- mail program: it may make a stop longer, and nobody's to lift, and nothing else.
CREATE FUNCTION earnest_stop_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        NEW.value_hash := CASE
            WHEN NEW.value <> '' THEN earnest_stop_hash(NEW.value)
            WHEN TG_OP = 'UPDATE' THEN OLD.value_hash
        END;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.created_at := earnest_now();
        NEW.stood_at := NEW.created_at;
        NEW.stood_xid := pg_current_xact_id();
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        NEW.created_at := OLD.created_at;
        IF (NEW.kind, NEW.value_hash, NEW.channel) IS DISTINCT FROM (OLD.kind, OLD.value_hash, OLD.channel)
            OR coalesce(NEW.until, 'infinity') > coalesce(OLD.until, 'infinity')
            OR (OLD.lifted_at IS NOT NULL AND NEW.lifted_at IS DISTINCT FROM OLD.lifted_at) THEN
            NEW.stood_at := earnest_now();
            NEW.stood_xid := pg_current_xact_id();
        ELSE
            NEW.stood_at := OLD.stood_at;
            NEW.stood_xid := OLD.stood_xid;
        END IF;
        IF NEW.lifted_at IS NOT NULL AND OLD.lifted_at IS NULL THEN
            NEW.lifted_at := earnest_now();
        END IF;
    END IF;
    IF session_user = 'earnest_worker' AND (
        TG_OP = 'DELETE'
        OR to_jsonb(NEW) - '{origin,until,stood_at,stood_xid}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{origin,until,stood_at,stood_xid}'::text[]
        OR NEW.origin NOT IN (OLD.origin, 'unsubscribe')
        OR coalesce(NEW.until, 'infinity') < coalesce(OLD.until, 'infinity')
    ) THEN
        RAISE EXCEPTION 'the worker only ever makes a stop stronger' USING ERRCODE = 'EA503';
    END IF;
    IF OLD.origin = 'unsubscribe' AND (
        TG_OP = 'DELETE'
        OR (NEW.kind, NEW.value_hash, NEW.channel, NEW.origin, NEW.lifted_at)
            IS DISTINCT FROM (OLD.kind, OLD.value_hash, OLD.channel, OLD.origin, OLD.lifted_at)
        OR coalesce(NEW.until, 'infinity') < coalesce(OLD.until, 'infinity')
    ) THEN
        RAISE EXCEPTION 'whoever used the link in a letter stays on the stop list' USING ERRCODE = 'EA501';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.lifted_at IS NOT NULL AND OLD.lifted_at IS NULL AND NOT EXISTS (
        SELECT FROM team_user
        WHERE id = NEW.lifted_by_id AND is_active AND role IN ('manager', 'admin')
    ) THEN
        RAISE EXCEPTION 'a stop is lifted by a manager' USING ERRCODE = 'EA502';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER stop_keeps_its_hash_and_is_lifted_by_a_manager
    BEFORE INSERT OR UPDATE OR DELETE ON prospects_suppression
    FOR EACH ROW EXECUTE FUNCTION earnest_stop_guard();

-- A domain and those above it, down to two names: a stop of any of them reaches everybody there. As a table without a
-- clause of its own, so that it is read into the statement that asks.
CREATE FUNCTION earnest_domains(said text) RETURNS TABLE (domain text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT array_to_string(names[above:], '.')
    FROM string_to_array(lower(said), '.') AS names, generate_series(1, greatest(1, cardinality(names) - 1)) AS above
    WHERE said <> ''
$$;

-- The channels on which these people may not be reached now; '' stands for all of them. A stop that
-- came in for another record of the same person, or for their whole domain, counts as well; one for
-- the person themselves outlives a new address.
CREATE FUNCTION earnest_stops_of(people bigint[]) RETURNS TABLE (prospect_id bigint, channel text)
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT person.id, stop.channel
    FROM prospects_prospect AS person
    JOIN prospects_company AS company ON company.id = person.company_id
    CROSS JOIN LATERAL (
        VALUES ('email', earnest_email_key(person.email)),
            ('phone', person.phone),
            ('profile', lower(person.linkedin_url)),
            ('person', person.id::text)
        UNION SELECT 'domain', domain FROM earnest_domains(split_part(person.email, '@', 2))
        UNION SELECT 'domain', domain FROM earnest_domains(company.domain)
    ) AS reach (kind, value)
    JOIN prospects_suppression AS stop
        ON stop.kind = reach.kind AND stop.value_hash = earnest_stop_hash(reach.value)
    WHERE person.id = ANY (people)
        AND stop.lifted_at IS NULL
        AND (stop.until IS NULL OR stop.until > earnest_now())
$$;

DROP FUNCTION earnest_is_suppressed(bigint, text);
CREATE FUNCTION earnest_is_suppressed(prospect_id bigint, on_channel text) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM earnest_stops_of(ARRAY[$1]) AS stop WHERE stop.channel IN ('', $2))
$$;

-- The account of a lifted stop tells it by its hash: the chain is for good, and an address in it could
-- never be erased. To forget the value weakens nothing.
CREATE OR REPLACE FUNCTION earnest_account_for_lifted_stop() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash) VALUES (
        earnest_now(), CASE TG_OP WHEN 'DELETE' THEN NULL ELSE NEW.lifted_by_id END, 'suppression_lifted',
        'stop ' || OLD.id,
        jsonb_build_object('db_role', session_user, 'stop', to_jsonb(OLD) - '{value,reason}'::text[]), '', ''
    );
    RETURN NULL;
END
$$;
DROP TRIGGER lifted_stop_is_accounted_for ON prospects_suppression;
CREATE CONSTRAINT TRIGGER lifted_stop_is_accounted_for AFTER UPDATE ON prospects_suppression
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (
        NEW.lifted_at IS DISTINCT FROM OLD.lifted_at
        OR (NEW.kind, NEW.value_hash, NEW.channel) IS DISTINCT FROM (OLD.kind, OLD.value_hash, OLD.channel)
        OR coalesce(NEW.until, 'infinity') < coalesce(OLD.until, 'infinity')
    ) EXECUTE FUNCTION earnest_account_for_lifted_stop();
