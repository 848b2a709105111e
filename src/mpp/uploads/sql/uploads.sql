-- What the rule removes now, whoever's it is: ids and states for the worker, never rows of a person.
CREATE FUNCTION mpp.uploads_due(p_now timestamptz, p_limit integer)
RETURNS TABLE (upload_id uuid, person_id uuid, region_id smallint, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.id, u.person_id, u.region_id, u.state FROM upload u
    WHERE u.expires_at <= p_now ORDER BY u.expires_at LIMIT p_limit;
$$;
