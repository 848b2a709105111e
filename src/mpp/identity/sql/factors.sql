-- What an administrator may do to somebody else's access, and what the nights clear away. All run as the owner: the rows
-- are each person's own, and nobody reads them here.

-- End every open session of the person with this NIK; returns which.
CREATE FUNCTION mpp.end_sessions_of(p_nik_index bytea, p_reason text, p_now timestamptz) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE identity_session session SET ended_at = p_now, end_reason = p_reason
    FROM identity_person person
    WHERE person.id = session.person_id AND person.nik_index = p_nik_index AND session.ended_at IS NULL
    RETURNING session.id;
$$;

-- Take away everything by which a person proves himself besides the door; returns how many factors that were.
CREATE FUNCTION mpp.reset_factors_of(p_nik_index bytea, p_reason text, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose uuid := (SELECT person.id FROM identity_person person WHERE person.nik_index = p_nik_index);
    taken integer;
BEGIN
    UPDATE identity_factor SET ended_at = p_now, end_reason = p_reason WHERE person_id = whose AND ended_at IS NULL;
    GET DIAGNOSTICS taken = ROW_COUNT;
    UPDATE identity_recoverycode SET used_at = p_now WHERE person_id = whose AND used_at IS NULL;
    UPDATE identity_knowndevice SET ended_at = p_now WHERE person_id = whose AND ended_at IS NULL;
    RETURN taken;
END $$;

-- Whether the person with this NIK has a factor that opens a post.
CREATE FUNCTION mpp.has_office_factor(p_nik_index bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM identity_factor factor JOIN identity_person person ON person.id = factor.person_id
        WHERE person.nik_index = p_nik_index AND factor.vouched_at IS NOT NULL AND factor.ended_at IS NULL);
$$;

-- Delete what is over: sessions ended or run out before a moment, questions nobody answers, guesses that no longer count.
CREATE FUNCTION mpp.sweep_access(p_now timestamptz, p_sessions_before timestamptz, p_failures_before timestamptz)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text[] := mpp.enter('0', '', 'identity.sweep_access');
    swept integer;
BEGIN
    DELETE FROM identity_session
    WHERE ended_at < p_sessions_before OR (ended_at IS NULL AND seen_at < p_sessions_before);
    GET DIAGNOSTICS swept = ROW_COUNT;
    DELETE FROM identity_challenge WHERE expires_at < p_now - interval '1 hour';
    DELETE FROM identity_factorfailure WHERE at < p_failures_before;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN swept;
END $$;
