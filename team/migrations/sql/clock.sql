-- Every guard reads the time here. A row in team_democlock, which only the owner can write and no
-- serving process can reach, lets the demo loader walk through past weeks under the real guards.
CREATE TABLE team_democlock (
    id smallint PRIMARY KEY CHECK (id = 1),
    at timestamptz NOT NULL
);

CREATE FUNCTION earnest_now() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT coalesce((SELECT at FROM team_democlock), clock_timestamp()) $$;

-- What Django's database cache expects; sign-in limits count here and survive a wiped broker.
CREATE TABLE team_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX team_cache_expires ON team_cache (expires);
