-- As in tokens.sql; and what was counted for the figures goes when no page shows it any more.
CREATE OR REPLACE FUNCTION mpp.federation_sweep(p_now timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text[] := mpp.enter('0', '', 'federation.sweep');
    tokens integer;
    grants integer;
    uses integer;
BEGIN
    DELETE FROM federation_token WHERE expires_at <= p_now - interval '1 day';
    GET DIAGNOSTICS tokens = ROW_COUNT;
    DELETE FROM federation_grant its WHERE its.created_at <= p_now - interval '1 day'
        AND NOT EXISTS (SELECT 1 FROM federation_token token WHERE token.grant_id = its.id);
    GET DIAGNOSTICS grants = ROW_COUNT;
    DELETE FROM federation_use WHERE at <= p_now - interval '31 days';
    GET DIAGNOSTICS uses = ROW_COUNT;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN tokens + grants + uses;
END $$;
