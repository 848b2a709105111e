-- The hot reads: work queue, search and tracking. Each sets its region first and puts back what was.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX application_by_name ON application USING gin (region_id, lower(applicant_name) gin_trgm_ops)
    WHERE state <> 'draft';

CREATE TYPE mpp.queue_row AS (
    id uuid, reference text, service_slug text, variant text, applicant_name text, place_name text, state text,
    step text, turn_role text, assigned_to uuid, submitted_at timestamptz, due_on date, open_facts smallint,
    version integer
);

-- A page of the queue of a role, or of one officer, overdue first; keyset (due_on, id), both NULL for the first page.
CREATE FUNCTION mpp.work_queue(
    p_region integer, p_role text, p_officer uuid, p_after_due date, p_after_id uuid, p_limit integer
) RETURNS SETOF mpp.queue_row
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter(p_region::text, '', '');
    after_due date := coalesce(p_after_due, '-infinity'::date);
    after_id uuid := coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'::uuid);
BEGIN
    IF p_officer IS NULL THEN
        RETURN QUERY
        SELECT a.id, a.reference::text, a.service_slug::text, a.variant::text, a.applicant_name::text, a.place_name::text,
            a.state::text, a.step::text, a.turn_role::text, a.assigned_to, a.submitted_at, a.due_on, a.open_facts, a.version
        FROM application a
        WHERE a.region_id = p_region AND a.turn_role = p_role AND a.turn_role <> '' AND (a.due_on, a.id) > (after_due, after_id)
        ORDER BY a.due_on, a.id LIMIT p_limit;
    ELSE
        RETURN QUERY
        SELECT a.id, a.reference::text, a.service_slug::text, a.variant::text, a.applicant_name::text, a.place_name::text,
            a.state::text, a.step::text, a.turn_role::text, a.assigned_to, a.submitted_at, a.due_on, a.open_facts, a.version
        FROM application a
        WHERE a.region_id = p_region AND a.assigned_to = p_officer AND a.turn_role = p_role
          AND (a.due_on, a.id) > (after_due, after_id)
        ORDER BY a.due_on, a.id LIMIT p_limit;
    END IF;
    PERFORM mpp.enter(before[1], before[2], before[3]);
END $$;

-- Cases of the region whose reference begins with, or whose applicant's name contains, the text. Runs as the owner and
-- adds the region itself, because a text index is lost under row security.
CREATE FUNCTION mpp.search_cases(p_region integer, p_text text, p_services text[], p_limit integer)
RETURNS SETOF mpp.queue_row
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, mpp, pg_temp AS $$
    SELECT a.id, a.reference::text, a.service_slug::text, a.variant::text, a.applicant_name::text, a.place_name::text,
        a.state::text, a.step::text, a.turn_role::text, a.assigned_to, a.submitted_at, a.due_on, a.open_facts, a.version
    FROM application a
    WHERE a.region_id = p_region AND a.state <> 'draft' AND a.service_slug = ANY (p_services)
      AND (a.reference = upper(p_text)
        OR lower(a.applicant_name) LIKE '%' || replace(replace(lower(p_text), '\', '\\'), '%', '\%') || '%')
    ORDER BY a.id DESC LIMIT p_limit;
$$;

-- One case and its history in one answer; `p_applicant` narrows to one's own. Its scope is the region, to read only.
CREATE FUNCTION mpp.application_track(p_region integer, p_id uuid, p_applicant uuid)
RETURNS TABLE (found application, history jsonb)
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter(p_region::text, coalesce(p_applicant::text, ''), '');
BEGIN
    RETURN QUERY
    SELECT a, (
        SELECT coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'at', e.at, 'act', e.act, 'state', e.state,
            'role', e.role, 'officer_id', e.officer_id, 'agency_id', e.agency_id, 'channel', e.channel,
            'params', e.params, 'note', encode(e.note, 'base64')) ORDER BY e.seq), '[]'::jsonb)
        FROM application_event e WHERE e.region_id = p_region AND e.application_id = p_id)
    FROM application a
    WHERE a.region_id = p_region AND a.id = p_id AND (p_applicant IS NULL OR a.person_id = p_applicant);
    PERFORM mpp.enter(before[1], before[2], before[3]);
END $$;

-- A citizen's own cases of all regions, the latest first.
CREATE FUNCTION mpp.own_cases(p_person uuid, p_limit integer) RETURNS SETOF person_case
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter('0', p_person::text, '');
BEGIN
    RETURN QUERY SELECT * FROM person_case own WHERE own.person_id = p_person ORDER BY own.updated_at DESC LIMIT p_limit;
    PERFORM mpp.enter(before[1], before[2], before[3]);
END $$;
