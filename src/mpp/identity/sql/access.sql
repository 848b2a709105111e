-- What an administrator may do to somebody else's access, as sql/factors.sql had it, now saying whose it was.

DROP FUNCTION mpp.end_sessions_of(bytea, text, timestamptz);
DROP FUNCTION mpp.reset_factors_of(bytea, text, timestamptz);

-- End every open session of the person with this NIK; returns which, and whose.
CREATE FUNCTION mpp.end_access_of(p_nik_index bytea, p_reason text, p_now timestamptz)
RETURNS TABLE (session_id uuid, person_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE identity_session session SET ended_at = p_now, end_reason = p_reason
    FROM identity_person person
    WHERE person.id = session.person_id AND person.nik_index = p_nik_index AND session.ended_at IS NULL
    RETURNING session.id, person.id;
$$;

-- Take away everything by which a person proves himself besides the door; returns whose, null for nobody.
CREATE FUNCTION mpp.reset_access_of(p_nik_index bytea, p_reason text, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose uuid := (SELECT person.id FROM identity_person person WHERE person.nik_index = p_nik_index);
BEGIN
    UPDATE identity_factor SET ended_at = p_now, end_reason = p_reason WHERE person_id = whose AND ended_at IS NULL;
    UPDATE identity_recoverycode SET used_at = p_now WHERE person_id = whose AND used_at IS NULL;
    UPDATE identity_knowndevice SET ended_at = p_now WHERE person_id = whose AND ended_at IS NULL;
    RETURN whose;
END $$;
