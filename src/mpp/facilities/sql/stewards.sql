-- In which regions, and for which facilities, somebody answers today: asked before a region is known, by the blind index
-- of the own NIK.
CREATE FUNCTION mpp.facilities_of_steward(p_nik_index bytea, p_on date)
RETURNS TABLE (region_id smallint, facility_code text, facility_name text, ends_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.region_id, s.facility_code, s.facility_name, s.ends_on FROM facility_steward s
    WHERE s.nik_index = p_nik_index AND p_on BETWEEN s.starts_on AND s.ends_on
    ORDER BY s.facility_name, s.region_id;
$$;

-- Regions in which a facility has been asked and has not answered: for the worker, which tells and gives up there.
CREATE FUNCTION mpp.regions_with_practice_requests() RETURNS SETOF smallint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT r.region_id FROM practice_request r WHERE r.state = 'waiting';
$$;
