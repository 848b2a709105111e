-- The place is the act's to say too: a register may name it only when the case is handed in, or later.
-- Write one act on a case: the new values, its history event, audit line, place, own list, outbox and kept answer.
-- Fails when a row count is not what it must be: MP010 when the version has moved. Answers a key that came before.
CREATE FUNCTION mpp.application_act(
    p_region integer, p_person uuid, p_operation text, p_id uuid, p_version integer, p_now timestamptz,
    p_state text, p_step text, p_turn_role text, p_assigned_to uuid, p_place text, p_place_name text, p_reference text,
    p_submitted_at timestamptz,
    p_due_on date, p_days_used integer, p_decided_at timestamptz, p_open_facts integer, p_content bytea,
    p_chain_seq integer, p_line text, p_digest bytea,
    p_act text, p_role text, p_officer uuid, p_agency uuid, p_channel text, p_params jsonb, p_note bytea,
    p_claim jsonb,
    p_owner uuid, p_key text, p_request bytea, p_answer jsonb,
    p_event_ids uuid[], p_event_names text[], p_event_payloads jsonb[]
) RETURNS TABLE (outcome text, kept_request bytea, kept_answer text)
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter(p_region::text, coalesce(p_person::text, ''), p_operation);
    touched application;
BEGIN
    IF p_key <> '' THEN
        INSERT INTO idempotency_key (region_id, owner_id, operation, key, request, answer)
        VALUES (p_region, p_owner, p_operation, p_key, p_request, p_answer) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN QUERY SELECT 'repeated', k.request, k.answer::text FROM idempotency_key k
                WHERE k.region_id = p_region AND k.owner_id = p_owner AND k.operation = p_operation AND k.key = p_key;
            PERFORM mpp.enter(before[1], before[2], before[3]);
            RETURN;
        END IF;
    END IF;
    UPDATE application SET state = p_state, step = p_step, turn_role = p_turn_role, assigned_to = p_assigned_to,
        place = p_place, place_name = p_place_name, reference = p_reference, submitted_at = p_submitted_at, due_on = p_due_on, days_used = p_days_used,
        decided_at = p_decided_at, open_facts = p_open_facts, content = p_content,
        chain_seq = p_chain_seq, chain_digest = p_digest, version = version + 1, updated_at = p_now
    WHERE region_id = p_region AND id = p_id AND version = p_version AND chain_seq = p_chain_seq - 1
    RETURNING * INTO touched;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'version moved' USING ERRCODE = 'MP010';
    END IF;
    IF p_claim IS NOT NULL THEN
        PERFORM mpp.practice_place_claim(touched.person_id, p_region, p_id, p_claim ->> 'profession', p_claim ->> 'place',
            (p_claim ->> 'renews')::boolean, (p_claim ->> 'most')::integer);
    ELSE
        PERFORM mpp.practice_place_follow(p_id, p_state);
    END IF;
    PERFORM mpp.person_case_put(touched.person_id, p_region, p_id, touched.service_slug, touched.variant, p_state,
        p_reference, p_due_on, p_now);
    INSERT INTO application_event (region_id, application_id, seq, at, act, state, role, officer_id, agency_id, channel,
        params, note)
    VALUES (p_region, p_id, p_chain_seq, p_now, p_act, p_state, p_role, p_officer, p_agency, p_channel, p_params, p_note);
    INSERT INTO audit_line (region_id, chain_id, seq, recorded_at, line, digest)
    VALUES (p_region, p_id, p_chain_seq, p_now, p_line, p_digest);
    INSERT INTO outbox (id, region_id, event, payload)
    SELECT fact.id, p_region, fact.name, fact.payload
    FROM unnest(p_event_ids, p_event_names, p_event_payloads) AS fact (id, name, payload);
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN QUERY SELECT 'done', NULL::bytea, NULL::text;
END $$;
