-- The hot path of a case: one call reads a frozen snapshot, one guarded call writes what the rule decided.
-- No SQL decides: these functions compare versions and keep constraints, the rule stays in Python.

CREATE SEQUENCE IF NOT EXISTS application_reference AS bigint;

-- A citizen's own list; written beside the case, because he may read it across regions.
CREATE OR REPLACE FUNCTION mpp.person_case_put(
    p_person uuid, p_region integer, p_application uuid, p_service text, p_variant text, p_state text, p_reference text,
    p_due_on date, p_now timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO person_case AS own
        (person_id, region_id, application_id, service_slug, variant, state, reference, due_on, updated_at)
    VALUES (p_person, p_region, p_application, p_service, p_variant, p_state, p_reference, p_due_on, p_now)
    ON CONFLICT (person_id, region_id, application_id) DO UPDATE SET
        variant = excluded.variant, state = excluded.state, reference = excluded.reference, due_on = excluded.due_on,
        updated_at = excluded.updated_at;
END $$;

-- The case as it stands, with the answer kept for `p_key`. `p_applicant` narrows to one's own; no row is "not found".
CREATE OR REPLACE FUNCTION mpp.application_snapshot(
    p_region integer, p_person uuid, p_id uuid, p_applicant uuid, p_operation text, p_owner uuid, p_key text, p_draw boolean
) RETURNS TABLE (found application, kept_request bytea, kept_answer text, serial bigint)
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter(p_region::text, coalesce(p_person::text, ''), '');
BEGIN
    RETURN QUERY
    SELECT a, k.request, k.answer::text, CASE WHEN p_draw AND a.reference = '' THEN nextval('application_reference') END
    FROM application a
    LEFT JOIN idempotency_key k ON k.region_id = p_region AND k.owner_id = p_owner AND k.operation = p_operation
        AND k.key = p_key
    WHERE a.region_id = p_region AND a.id = p_id AND (p_applicant IS NULL OR a.person_id = p_applicant);
    before := mpp.enter(before[1], before[2], before[3]);
END $$;

-- Save a draft, or make it: one row, no audit line. MP010 when the version has moved.
CREATE OR REPLACE FUNCTION mpp.draft_save(
    p_region integer, p_person uuid, p_id uuid, p_version integer, p_service text, p_service_version integer,
    p_region_settings uuid, p_variant text, p_content bytea, p_applicant_name text, p_place text, p_place_name text, p_now timestamptz
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter(p_region::text, p_person::text, 'applications.save_draft');
    saved integer;
BEGIN
    IF p_version = 0 THEN
        INSERT INTO application (region_id, id, person_id, service_slug, service_version, region_settings, variant, state, step, turn_role,
            reference, applicant_name, place, place_name, content, version, chain_seq, chain_digest, open_facts, days_used,
            origin, origin_id, created_at, updated_at)
        VALUES (p_region, p_id, p_person, p_service, p_service_version, p_region_settings, p_variant, 'draft', '', '', '', p_applicant_name,
            p_place, p_place_name, p_content, 1, 0, '', 0, 0, '', '', p_now, p_now)
        ON CONFLICT DO NOTHING RETURNING version INTO saved;
        IF saved IS NOT NULL THEN
            PERFORM mpp.person_case_put(p_person, p_region, p_id, p_service, p_variant, 'draft', '', NULL, p_now);
        END IF;
    ELSE
        UPDATE application SET variant = p_variant, content = p_content, place = p_place, place_name = p_place_name,
            due_on = NULL, version = version + 1, updated_at = p_now
        WHERE region_id = p_region AND id = p_id AND person_id = p_person AND version = p_version
          AND state IN ('draft', 'returned')
        RETURNING version INTO saved;
    END IF;
    IF saved IS NULL THEN
        RAISE EXCEPTION 'version moved' USING ERRCODE = 'MP010';
    END IF;
    before := mpp.enter(before[1], before[2], before[3]);
    RETURN saved;
END $$;
