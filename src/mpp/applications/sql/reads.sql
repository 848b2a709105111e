-- The hot reads of tracking, and the index of names. Each sets its region first and puts back what was.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX IF NOT EXISTS application_by_name ON application USING gin (region_id, lower(applicant_name) gin_trgm_ops)
    WHERE state <> 'draft';

-- One case and its history in one answer; `p_applicant` narrows to one's own. Its scope is the region, to read only.
CREATE OR REPLACE FUNCTION mpp.application_track(p_region integer, p_id uuid, p_applicant uuid)
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
    before := mpp.enter(before[1], before[2], before[3]);
END $$;

-- A citizen's own cases of all regions, the latest first.
CREATE OR REPLACE FUNCTION mpp.own_cases(p_person uuid, p_limit integer) RETURNS SETOF person_case
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter('0', p_person::text, '');
BEGIN
    RETURN QUERY SELECT * FROM person_case own WHERE own.person_id = p_person ORDER BY own.updated_at DESC LIMIT p_limit;
    before := mpp.enter(before[1], before[2], before[3]);
END $$;
