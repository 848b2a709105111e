-- Two questions of the worker that no single region or person can answer. Both run as the owner and give ids only.

-- Which offices have requests that are due before a moment.
CREATE FUNCTION mpp.data_request_regions(p_until timestamptz) RETURNS TABLE (region_id smallint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT request.region_id FROM data_request request
    WHERE request.state = 'open' AND request.due_at <= p_until ORDER BY 1;
$$;

-- Let copies go whose time is over; returns which, so that their files can be deleted.
CREATE FUNCTION mpp.data_copy_sweep(p_now timestamptz) RETURNS TABLE (copy_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text[] := mpp.enter('0', '', 'privacy.forget_copies');
BEGIN
    RETURN QUERY UPDATE data_copy SET state = 'gone', digest = '', size_bytes = 0
        WHERE state = 'ready' AND expires_at <= p_now RETURNING data_copy.id;
    PERFORM mpp.enter(before[1], before[2], before[3]);
END $$;
