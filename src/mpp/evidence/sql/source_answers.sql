-- How many questions each source was asked for the acting region between two moments, and how many found no answer.
-- Runs as the owner, because the rows are the people's own; it gives figures only and adds the region itself.
CREATE OR REPLACE FUNCTION mpp.source_answers(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (source text, asked bigint, silent bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT call.source::text, count(*), count(*) FILTER (WHERE call.reason <> '')
    FROM evidence_source_call call
    WHERE call.region_id = mpp.region() AND call.asked_at >= p_from AND call.asked_at < p_until
    GROUP BY call.source;
$$;

-- The same for all regions together: for the nation's desk.
CREATE OR REPLACE FUNCTION mpp.source_answers_nation(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (source text, asked bigint, silent bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT call.source::text, count(*), count(*) FILTER (WHERE call.reason <> '')
    FROM evidence_source_call call
    WHERE call.asked_at >= p_from AND call.asked_at < p_until
    GROUP BY call.source;
$$;
