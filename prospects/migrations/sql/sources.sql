-- What says where an address, a number or a profile came from goes when that goes, whoever takes it away.
CREATE FUNCTION earnest_source_goes() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.email = '' THEN
        NEW.email_origin := '';
        NEW.email_source := '';
        NEW.email_source_date := NULL;
    END IF;
    IF NEW.phone = '' THEN
        NEW.phone_origin := '';
        NEW.phone_source := '';
        NEW.phone_source_date := NULL;
    END IF;
    IF NEW.linkedin_url = '' THEN
        NEW.linkedin_url_origin := '';
        NEW.linkedin_url_source := '';
        NEW.linkedin_url_source_date := NULL;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER source_goes_with_what_it_is_of BEFORE INSERT OR UPDATE ON prospects_prospect
    FOR EACH ROW WHEN (
        NEW.email = '' AND (NEW.email_origin, NEW.email_source) <> ('', '')
        OR NEW.email = '' AND NEW.email_source_date IS NOT NULL
        OR NEW.phone = '' AND (NEW.phone_origin, NEW.phone_source) <> ('', '')
        OR NEW.phone = '' AND NEW.phone_source_date IS NOT NULL
        OR NEW.linkedin_url = '' AND (NEW.linkedin_url_origin, NEW.linkedin_url_source) <> ('', '')
        OR NEW.linkedin_url = '' AND NEW.linkedin_url_source_date IS NOT NULL
    ) EXECUTE FUNCTION earnest_source_goes();
