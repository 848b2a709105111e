-- How each source has answered all regions together since a moment: for the nation's desk, figures only.
CREATE FUNCTION mpp.source_health_nation(p_since timestamptz)
RETURNS TABLE (
    source text, asked bigint, silent bigint, last_answer_at timestamptz, last_silence_at timestamptz,
    last_reason text, median_ms double precision, slowest_ms double precision
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT
        call.source::text,
        count(*),
        count(*) FILTER (WHERE call.reason <> ''),
        max(call.asked_at) FILTER (WHERE call.reason = ''),
        max(call.asked_at) FILTER (WHERE call.reason <> ''),
        coalesce((array_agg(call.reason ORDER BY call.asked_at DESC) FILTER (WHERE call.reason <> ''))[1], '')::text,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY call.took_ms),
        percentile_cont(0.95) WITHIN GROUP (ORDER BY call.took_ms)
    FROM evidence_source_call call
    WHERE call.asked_at >= p_since
    GROUP BY call.source
    ORDER BY call.source;
$$;
