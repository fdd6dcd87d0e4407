-- The ledger of late days decides whether a week without a try was kept. Its worker writes many days at a time.

CREATE FUNCTION earnest_mark_of_late_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO adherence_mark (enrollment_id) SELECT DISTINCT enrollment_id FROM changed;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION earnest_mark_of_late_days() FROM PUBLIC;
CREATE TRIGGER counting_hears_of_late_days AFTER INSERT ON adherence_gapday
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_late_days();
CREATE TRIGGER counting_hears_of_other_causes AFTER UPDATE ON adherence_gapday
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_late_days();
CREATE TRIGGER counting_hears_of_days_no_longer_late AFTER DELETE ON adherence_gapday
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION earnest_mark_of_late_days();
