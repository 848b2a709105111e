-- The hot path of a case: one call reads a frozen snapshot, one guarded call writes what the rule decided.
-- No SQL decides: these functions compare versions and keep constraints, the rule stays in Python.

CREATE SEQUENCE application_reference AS bigint;

-- A citizen's own list; written beside the case, because he may read it across regions.
CREATE FUNCTION mpp.person_case_put(
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

-- Hold the place for an application, or say why not: MP011 the place is taken, MP012 no place is left.
-- Runs as the owner: the person-wide limit spans regions, which nobody may read in one query.
CREATE FUNCTION mpp.practice_place_claim(
    p_person uuid, p_region integer, p_application uuid, p_profession text, p_place text, p_renews boolean, p_most integer
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    places integer;
BEGIN
    -- One person's claims queue up, so that two at once cannot both take the last place.
    PERFORM pg_advisory_xact_lock(hashtextextended(p_person::text, 1));
    IF EXISTS (
        SELECT 1 FROM practice_place held
        WHERE held.person_id = p_person AND held.profession = p_profession AND held.place = p_place
          AND held.application_id <> p_application
          AND (held.state = 'open' OR (held.state = 'active' AND NOT p_renews))
    ) THEN
        RAISE EXCEPTION 'place taken' USING ERRCODE = 'MP011';
    END IF;
    SELECT count(DISTINCT held.place) INTO places FROM practice_place held
    WHERE held.person_id = p_person AND held.profession = p_profession AND held.state IN ('open', 'active')
      AND held.application_id <> p_application AND held.place <> p_place;
    IF places >= p_most THEN
        RAISE EXCEPTION 'no place left' USING ERRCODE = 'MP012';
    END IF;
    INSERT INTO practice_place (person_id, region_id, application_id, profession, place, state)
    VALUES (p_person, p_region, p_application, p_profession, p_place, 'open')
    ON CONFLICT (application_id) DO UPDATE SET place = excluded.place, state = 'open';
END $$;

-- Follow the case: its place becomes active when the licence is issued (an older licence there ends), free when it fails.
CREATE FUNCTION mpp.practice_place_follow(p_application uuid, p_state text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF p_state IN ('issued', 'auto_issued') THEN
        UPDATE practice_place older SET state = 'ended' FROM practice_place mine
        WHERE mine.application_id = p_application AND older.person_id = mine.person_id
          AND older.profession = mine.profession AND older.place = mine.place
          AND older.application_id <> p_application AND older.state = 'active';
        UPDATE practice_place SET state = 'active' WHERE application_id = p_application;
    ELSIF p_state IN ('rejected', 'withdrawn') THEN
        UPDATE practice_place SET state = 'ended' WHERE application_id = p_application;
    END IF;
END $$;

-- The case as it stands, with the answer kept for `p_key`. `p_applicant` narrows to one's own; no row is "not found".
CREATE FUNCTION mpp.application_snapshot(
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
    PERFORM mpp.enter(before[1], before[2], before[3]);
END $$;

-- Save a draft, or make it: one row, no audit line. MP010 when the version has moved.
CREATE FUNCTION mpp.draft_save(
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
            version = version + 1, updated_at = p_now
        WHERE region_id = p_region AND id = p_id AND person_id = p_person AND version = p_version
          AND state IN ('draft', 'returned')
        RETURNING version INTO saved;
    END IF;
    IF saved IS NULL THEN
        RAISE EXCEPTION 'version moved' USING ERRCODE = 'MP010';
    END IF;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN saved;
END $$;
