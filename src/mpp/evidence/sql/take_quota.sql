-- Count questions on a quota, as many as the allowance leaves; returns how many may be put. What the allowance is, the
-- rule decides (evidence/rules/quota.py); here it is only held against the counters, in one place for all processes.
-- Region -1 is the pool: what is left over, for all regions together.
CREATE FUNCTION mpp.take_quota(
    p_source text, p_owner integer, p_region integer, p_day date, p_hour integer, p_guaranteed integer, p_pool integer,
    p_wanted integer
) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter('0', '', 'evidence.take_quota');
    from_own integer;
    from_pool integer := 0;
BEGIN
    INSERT INTO evidence_quota_use (source, owner, day, hour, region_id, own, lent)
    VALUES (p_source, p_owner, p_day, p_hour, p_region, 0, 0) ON CONFLICT DO NOTHING;
    SELECT least(p_wanted, greatest(p_guaranteed - own, 0)) INTO from_own FROM evidence_quota_use
    WHERE source = p_source AND owner = p_owner AND day = p_day AND hour = p_hour AND region_id = p_region FOR UPDATE;
    -- Only who needs more than its own share waits for the row that all share.
    IF from_own < p_wanted AND p_pool > 0 THEN
        INSERT INTO evidence_quota_use (source, owner, day, hour, region_id, own, lent)
        VALUES (p_source, p_owner, p_day, p_hour, -1, 0, 0) ON CONFLICT DO NOTHING;
        SELECT least(p_wanted - from_own, greatest(p_pool - lent, 0)) INTO from_pool FROM evidence_quota_use
        WHERE source = p_source AND owner = p_owner AND day = p_day AND hour = p_hour AND region_id = -1 FOR UPDATE;
        UPDATE evidence_quota_use SET lent = lent + from_pool
        WHERE source = p_source AND owner = p_owner AND day = p_day AND hour = p_hour AND region_id = -1;
    END IF;
    UPDATE evidence_quota_use SET own = own + from_own, lent = lent + from_pool
    WHERE source = p_source AND owner = p_owner AND day = p_day AND hour = p_hour AND region_id = p_region;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN from_own + from_pool;
END $$;
