-- Delete lines about entries of posts from before a moment, in all regions; returns how many. Runs as the owner.
CREATE FUNCTION mpp.sweep_entries(p_before timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text[] := mpp.enter('0', '', 'tenancy.sweep_entries');
    swept integer;
BEGIN
    DELETE FROM tenancy_officeentry WHERE at < p_before;
    GET DIAGNOSTICS swept = ROW_COUNT;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN swept;
END $$;
