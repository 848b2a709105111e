-- One act on a case: a guarded function that writes all of it, and what only the owner may touch of it.

-- The case in the applicant's own list, and its practice place: with a claim the place is held for it, or the reason why
-- not is raised (MP011 the place is taken, MP012 no place is left); without one the place follows the state: active when
-- the licence is issued (an older licence there ends), free when it fails.
-- Runs as the owner, once an act: the list and the person-wide limit span regions and people, which nobody may read.
CREATE OR REPLACE FUNCTION mpp.application_follow(
    p_person uuid, p_region integer, p_id uuid, p_service text, p_variant text, p_state text, p_reference text,
    p_due_on date, p_now timestamptz, p_claim jsonb
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    claimed_profession text := p_claim ->> 'profession';
    claimed_place text := p_claim ->> 'place';
    places integer;
BEGIN
    INSERT INTO person_case AS own
        (person_id, region_id, application_id, service_slug, variant, state, reference, due_on, updated_at)
    VALUES (p_person, p_region, p_id, p_service, p_variant, p_state, p_reference, p_due_on, p_now)
    ON CONFLICT (person_id, region_id, application_id) DO UPDATE SET
        variant = excluded.variant, state = excluded.state, reference = excluded.reference, due_on = excluded.due_on,
        updated_at = excluded.updated_at;
    IF p_claim IS NOT NULL THEN
        -- One person's claims queue up, so that two at once cannot both take the last place.
        PERFORM pg_advisory_xact_lock(hashtextextended(p_person::text, 1));
        IF EXISTS (
            SELECT 1 FROM practice_place held
            WHERE held.person_id = p_person AND held.profession = claimed_profession AND held.place = claimed_place
              AND held.application_id <> p_id
              AND (held.state = 'open' OR (held.state = 'active' AND NOT (p_claim ->> 'renews')::boolean))
        ) THEN
            RAISE EXCEPTION 'place taken' USING ERRCODE = 'MP011';
        END IF;
        SELECT count(DISTINCT held.place) INTO places FROM practice_place held
        WHERE held.person_id = p_person AND held.profession = claimed_profession AND held.state IN ('open', 'active')
          AND held.application_id <> p_id AND held.place <> claimed_place;
        IF places >= (p_claim ->> 'most')::integer THEN
            RAISE EXCEPTION 'no place left' USING ERRCODE = 'MP012';
        END IF;
        INSERT INTO practice_place (person_id, region_id, application_id, profession, place, state)
        VALUES (p_person, p_region, p_id, claimed_profession, claimed_place, 'open')
        ON CONFLICT (application_id) DO UPDATE SET place = excluded.place, state = 'open';
    ELSIF p_state IN ('issued', 'auto_issued') THEN
        UPDATE practice_place older SET state = 'ended' FROM practice_place mine
        WHERE mine.application_id = p_id AND older.person_id = mine.person_id
          AND older.profession = mine.profession AND older.place = mine.place
          AND older.application_id <> p_id AND older.state = 'active';
        UPDATE practice_place SET state = 'active' WHERE application_id = p_id;
    ELSIF p_state IN ('rejected', 'withdrawn') THEN
        UPDATE practice_place SET state = 'ended' WHERE application_id = p_id;
    END IF;
END $$;

-- Write one act on a case: the new values, its history event, audit line, place, own list, outbox and kept answer.
-- The place is the act's to say too: a register may name it only when the case is handed in, or later.
-- p_facts: what is announced, each with id, name and payload
-- Fails when a row count is not what it must be: MP010 when the version has moved. Answers a key that came before.
CREATE OR REPLACE FUNCTION mpp.application_act(
    p_region integer, p_person uuid, p_operation text, p_id uuid, p_version integer, p_now timestamptz,
    p_state text, p_step text, p_turn_role text, p_assigned_to uuid, p_place text, p_place_name text, p_reference text,
    p_submitted_at timestamptz, p_due_on date, p_days_used integer, p_decided_at timestamptz, p_open_facts integer,
    p_content bytea, p_chain_seq integer, p_line text, p_digest bytea,
    p_act text, p_role text, p_officer uuid, p_agency uuid, p_channel text, p_params jsonb, p_note bytea,
    p_claim jsonb,
    p_owner uuid, p_key text, p_request bytea, p_answer jsonb,
    p_facts jsonb
) RETURNS TABLE (outcome text, kept_request bytea, kept_answer text)
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter(p_region::text, coalesce(p_person::text, ''), p_operation);
    applicant uuid;
    service text;
    kind text;
BEGIN
    IF p_key <> '' THEN
        INSERT INTO idempotency_key (region_id, owner_id, operation, key, request, answer)
        VALUES (p_region, p_owner, p_operation, p_key, p_request, p_answer) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN QUERY SELECT 'repeated', k.request, k.answer::text FROM idempotency_key k
                WHERE k.region_id = p_region AND k.owner_id = p_owner AND k.operation = p_operation AND k.key = p_key;
            before := mpp.enter(before[1], before[2], before[3]);
            RETURN;
        END IF;
    END IF;
    UPDATE application SET state = p_state, step = p_step, turn_role = p_turn_role, assigned_to = p_assigned_to,
        place = p_place, place_name = p_place_name, reference = p_reference, submitted_at = p_submitted_at,
        due_on = p_due_on, days_used = p_days_used, decided_at = p_decided_at, open_facts = p_open_facts,
        content = p_content, chain_seq = p_chain_seq, chain_digest = p_digest, version = version + 1,
        updated_at = p_now
    WHERE region_id = p_region AND id = p_id AND version = p_version AND chain_seq = p_chain_seq - 1
    RETURNING person_id, service_slug, variant INTO applicant, service, kind;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'version moved' USING ERRCODE = 'MP010';
    END IF;
    PERFORM mpp.application_follow(applicant, p_region, p_id, service, kind, p_state, p_reference, p_due_on, p_now,
        p_claim);
    INSERT INTO application_event (region_id, application_id, seq, at, act, state, role, officer_id, agency_id, channel,
        params, note)
    VALUES (p_region, p_id, p_chain_seq, p_now, p_act, p_state, p_role, p_officer, p_agency, p_channel, p_params, p_note);
    INSERT INTO audit_line (region_id, chain_id, seq, recorded_at, line, digest)
    VALUES (p_region, p_id, p_chain_seq, p_now, p_line, p_digest);
    INSERT INTO outbox (id, region_id, event, payload)
    SELECT (fact ->> 'id')::uuid, p_region, fact ->> 'name', fact -> 'payload'
    FROM jsonb_array_elements(p_facts) AS fact;
    before := mpp.enter(before[1], before[2], before[3]);
    outcome := 'done';
    RETURN NEXT;
END $$;
