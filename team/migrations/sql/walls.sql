-- The day on somebody's wall, as User.zone has it: by UTC where the zone that is kept is none.
CREATE FUNCTION earnest_day_on(wall text, at timestamptz) RETURNS date
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN (at AT TIME ZONE wall)::date;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN (at AT TIME ZONE 'UTC')::date;
END
$$;
