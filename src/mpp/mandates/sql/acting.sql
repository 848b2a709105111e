-- Acting for another. The agent is no owner of the principal's rows, so the question whether he may be in them runs as
-- the owner of the tables and answers about one mandate of his own; nothing else comes out.

-- A mandate of this agent, with today's date where he acts; no row for a mandate that is not his, or has no other side.
CREATE FUNCTION mpp.mandate_held(p_mandate uuid, p_agent uuid, p_region integer, p_now timestamptz) RETURNS TABLE (
    principal_id uuid, principal_name text, kind text, state text, ends_on date, acts jsonb, services jsonb, today date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT side.other_id, coalesce(nullif(side.other_name, ''), side.label), side.kind, side.state, side.ends_on,
        side.acts, side.services,
        (p_now AT TIME ZONE coalesce((SELECT timezone FROM tenancy_region WHERE id = p_region), 'Asia/Jakarta'))::date
    FROM mandate_side side
    WHERE side.mandate_id = p_mandate AND side.person_id = p_agent AND side.side = 'agent' AND side.other_id IS NOT NULL;
$$;

-- The same, and nobody ends it before this transaction does: whoever ends it waits, or has been faster and is seen here.
CREATE FUNCTION mpp.mandate_hold(p_mandate uuid, p_agent uuid, p_region integer, p_now timestamptz) RETURNS TABLE (
    principal_id uuid, principal_name text, kind text, state text, ends_on date, acts jsonb, services jsonb, today date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM mandate_side side
        WHERE side.mandate_id = p_mandate AND side.person_id = p_agent AND side.side = 'agent' FOR SHARE;
    RETURN QUERY SELECT * FROM mpp.mandate_held(p_mandate, p_agent, p_region, p_now);
END $$;

-- Note a use for the principal; true when it is the first of the day on this thing.
CREATE FUNCTION mpp.mandate_note_use(
    p_id uuid, p_person uuid, p_mandate uuid, p_agent_name text, p_act text, p_region integer, p_object uuid, p_day date,
    p_now timestamptz
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter('0', p_person::text, 'mandates.note_use');
    is_first boolean;
BEGIN
    INSERT INTO mandate_use (id, person_id, mandate_id, agent_name, act, about_region_id, object_id, on_day, at)
    VALUES (p_id, p_person, p_mandate, p_agent_name, p_act, p_region, p_object, p_day, p_now) ON CONFLICT DO NOTHING;
    is_first := FOUND;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN is_first;
END $$;
