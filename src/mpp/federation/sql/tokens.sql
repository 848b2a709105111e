-- Questions about a person that an application asks before that person is known to the transaction. All run as the
-- owner, look for a keyed digest of 256 random bits, and answer with ids, never with rows.

-- Whose sign-in a code belongs to; no row for a code that is none.
CREATE FUNCTION mpp.federation_code(p_digest bytea) RETURNS TABLE (grant_id uuid, person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT its.id, its.person_id FROM federation_grant its WHERE its.code_digest = p_digest;
$$;

-- Whose sign-in a token belongs to; no row for a token that is none.
CREATE FUNCTION mpp.federation_token(p_digest bytea) RETURNS TABLE (token_id uuid, grant_id uuid, person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT token.id, token.grant_id, token.person_id FROM federation_token token WHERE token.digest = p_digest;
$$;

-- How many people let an application have data, for those who answer for it.
CREATE FUNCTION mpp.federation_people(p_application uuid, p_now timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM federation_consent consent
    WHERE consent.application_id = p_application AND consent.ended_at IS NULL AND consent.expires_at > p_now;
$$;

-- Delete tokens that opened nothing any more a day ago, and sign-ins without any; returns how many rows went.
CREATE FUNCTION mpp.federation_sweep(p_now timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text[] := mpp.enter('0', '', 'federation.sweep');
    tokens integer;
    grants integer;
BEGIN
    DELETE FROM federation_token WHERE expires_at <= p_now - interval '1 day';
    GET DIAGNOSTICS tokens = ROW_COUNT;
    DELETE FROM federation_grant its WHERE its.created_at <= p_now - interval '1 day'
        AND NOT EXISTS (SELECT 1 FROM federation_token token WHERE token.grant_id = its.id);
    GET DIAGNOSTICS grants = ROW_COUNT;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN tokens + grants;
END $$;
