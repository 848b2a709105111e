-- What is kept at facilities of all regions about one person. Both run as the owner, because the rows are their regions';
-- they give ids only: of the acting person's requests, and of the stewardships under the blind index of the own NIK.
CREATE FUNCTION mpp.practice_requests_of_me() RETURNS TABLE (region_id smallint, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.region_id, r.id FROM practice_request r WHERE r.person_id = mpp.person();
$$;

CREATE FUNCTION mpp.stewardships_of(p_nik_index bytea) RETURNS TABLE (region_id smallint, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.region_id, s.id FROM facility_steward s WHERE s.nik_index = p_nik_index;
$$;
