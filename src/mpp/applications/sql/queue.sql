-- The desk: pages of the work queue, and search.

-- Cases that wait for a role, overdue first, or those of them that one officer holds: the page after the key
-- (due_on, id), or with p_backward the one before it, nearest first.
CREATE OR REPLACE FUNCTION mpp.work_queue(
    p_region integer, p_role text, p_officer uuid, p_due date, p_id uuid, p_backward boolean, p_limit integer
) RETURNS SETOF application
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter(p_region::text, '', '');
BEGIN
    -- Four statements, because each then has its one plan along its one index.
    IF p_officer IS NULL AND NOT p_backward THEN
        RETURN QUERY SELECT a.* FROM application a
        WHERE a.region_id = p_region AND a.turn_role = p_role AND a.turn_role <> '' AND (a.due_on, a.id) > (p_due, p_id)
        ORDER BY a.due_on, a.id LIMIT p_limit;
    ELSIF p_officer IS NULL THEN
        RETURN QUERY SELECT a.* FROM application a
        WHERE a.region_id = p_region AND a.turn_role = p_role AND a.turn_role <> '' AND (a.due_on, a.id) < (p_due, p_id)
        ORDER BY a.due_on DESC, a.id DESC LIMIT p_limit;
    ELSIF NOT p_backward THEN
        RETURN QUERY SELECT a.* FROM application a
        WHERE a.region_id = p_region AND a.assigned_to = p_officer AND a.turn_role = p_role
          AND (a.due_on, a.id) > (p_due, p_id)
        ORDER BY a.due_on, a.id LIMIT p_limit;
    ELSE
        RETURN QUERY SELECT a.* FROM application a
        WHERE a.region_id = p_region AND a.assigned_to = p_officer AND a.turn_role = p_role
          AND (a.due_on, a.id) < (p_due, p_id)
        ORDER BY a.due_on DESC, a.id DESC LIMIT p_limit;
    END IF;
    before := mpp.enter(before[1], before[2], before[3]);
END $$;

-- Cases of the region with this reference, or whose applicant's name contains the text. Runs as the owner and adds the
-- region itself, because a text index is lost under row security.
CREATE OR REPLACE FUNCTION mpp.search_cases(p_region integer, p_text text, p_services text[], p_limit integer)
RETURNS SETOF application
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, mpp, pg_temp AS $$
    SELECT a.* FROM application a
    WHERE a.region_id = p_region AND a.state <> 'draft' AND a.service_slug = ANY (p_services)
      AND (a.reference = upper(p_text)
        OR lower(a.applicant_name) LIKE '%' || regexp_replace(lower(p_text), '([\\%_])', '\\\1', 'g') || '%')
    ORDER BY a.id DESC LIMIT p_limit;
$$;
