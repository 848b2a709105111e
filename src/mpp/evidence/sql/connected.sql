-- Which regions reach which sources by agreements of their own. Runs as the owner, because connections are their
-- region's; it tells nothing about them but that they are open.
CREATE FUNCTION mpp.connected_sources()
RETURNS TABLE (region_id smallint, source text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT region_id, source::text FROM evidence_connection WHERE is_open ORDER BY region_id, source;
$$;
