-- Questions about a person that must be answered before that person is known to the transaction, and the two writes of
-- a session that are no legal acts. The first four run as the owner and give verdicts and ids only, never rows.

-- Who has this NIK: no row for nobody.
CREATE FUNCTION mpp.person_by_nik(p_nik_index bytea) RETURNS TABLE (person_id uuid, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT person.id, person.status FROM identity_person person WHERE person.nik_index = p_nik_index;
$$;

-- Whom an identity provider means by this subject; null for nobody.
CREATE FUNCTION mpp.person_by_link(p_provider text, p_subject text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT link.person_id FROM identity_providerlink link WHERE link.provider = p_provider AND link.subject = p_subject;
$$;

-- Whether a session has not been ended; its age is judged by the claims.
CREATE FUNCTION mpp.session_is_open(p_session uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM identity_session session JOIN identity_person person ON person.id = session.person_id
        WHERE session.id = p_session AND session.ended_at IS NULL AND person.status = 'active');
$$;

-- Delete what nobody came back for; returns how many.
CREATE FUNCTION mpp.stash_sweep(p_now timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text[] := mpp.enter('0', '', 'identity.sweep_stashes');
    swept integer;
BEGIN
    DELETE FROM identity_stash WHERE expires_at <= p_now;
    GET DIAGNOSTICS swept = ROW_COUNT;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN swept;
END $$;

-- Note that a session was used.
CREATE FUNCTION mpp.session_seen(p_session uuid, p_person uuid, p_now timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter('0', p_person::text, 'identity.note_use');
BEGIN
    UPDATE identity_session SET seen_at = p_now WHERE id = p_session AND ended_at IS NULL AND seen_at < p_now;
    PERFORM mpp.enter(before[1], before[2], before[3]);
END $$;

-- Keep what a person had typed into a form; a later attempt at the same form takes the place of an earlier one.
CREATE FUNCTION mpp.stash_keep(
    p_id uuid, p_person uuid, p_path text, p_fields bytea, p_expires_at timestamptz
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter('0', p_person::text, 'identity.keep_typed');
BEGIN
    DELETE FROM identity_stash WHERE person_id = p_person AND path = p_path;
    INSERT INTO identity_stash (id, person_id, path, fields_sealed, expires_at)
    VALUES (p_id, p_person, p_path, p_fields, p_expires_at);
    PERFORM mpp.enter(before[1], before[2], before[3]);
END $$;
