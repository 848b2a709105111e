-- How many codes went to an address since a moment, whoever asked for them; a count, never rows.
CREATE FUNCTION mpp.codes_sent_to(p_contact_index bytea, p_since timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM identity_challenge challenge
    WHERE challenge.contact_index = p_contact_index AND challenge.expires_at > p_since;
$$;
