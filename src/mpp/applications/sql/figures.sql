-- What handing in cost the applicants between two moments, added up by region: figures only. An application that comes
-- back after a return counts once, as it was first handed in. The caller sees what row security lets him see: his region.
CREATE OR REPLACE FUNCTION mpp.handed_in(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (region_id smallint, applications bigint, counted bigint, known bigint, typed bigint, uploads bigint)
LANGUAGE sql STABLE AS $$
    SELECT e.region_id, count(*), count(*) FILTER (WHERE e.params ? 'known'),
        coalesce(sum((e.params ->> 'known')::integer), 0), coalesce(sum((e.params ->> 'typed')::integer), 0),
        coalesce(sum((e.params ->> 'uploads')::integer), 0)
    FROM application_event e
    WHERE e.act = 'submit' AND e.at >= p_from AND e.at < p_until AND NOT coalesce((e.params ->> 'again')::boolean, false)
    GROUP BY e.region_id;
$$;

-- The same of every region: for the nation's desk. Runs as the owner, whom row security does not hold.
CREATE OR REPLACE FUNCTION mpp.handed_in_nation(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (region_id smallint, applications bigint, counted bigint, known bigint, typed bigint, uploads bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM mpp.handed_in(p_from, p_until);
$$;

-- Submissions alone, whichever month they are in.
CREATE INDEX IF NOT EXISTS application_event_handed_in ON application_event (region_id, at) WHERE act = 'submit';
