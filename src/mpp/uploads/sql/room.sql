-- What citizens keep in the acting region, by kind and state: sums for its administrator, never rows of a person.
CREATE FUNCTION mpp.uploads_here()
RETURNS TABLE (state text, kind text, reason text, documents bigint, bytes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.state, u.kind, u.reason, count(*), coalesce(sum(u.declared_bytes), 0)::bigint
    FROM upload u WHERE u.region_id = mpp.region() GROUP BY u.state, u.kind, u.reason;
$$;
