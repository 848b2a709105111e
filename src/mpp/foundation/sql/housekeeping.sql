-- Months ahead of the event tables, and the end of keys nobody sends again. Both run as the owner: the application role
-- owns no table, and it may not look into the keys of all regions at once.

-- Make the monthly partitions of an event table from this month to `p_ahead` months on; returns how many were missing.
-- What has fallen into the default partition meanwhile moves to its month, so that a late worker heals itself.
CREATE OR REPLACE FUNCTION mpp.make_partitions(p_table regclass, p_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    parent text := (SELECT relname FROM pg_class WHERE oid = p_table);
    spare text := parent || '_default';
    month_column text;
    first timestamptz;
    last timestamptz;
    child text;
    made integer := 0;
BEGIN
    SELECT attname INTO month_column FROM pg_partitioned_table
    JOIN pg_attribute ON attrelid = partrelid AND attnum = partattrs[0] WHERE partrelid = p_table;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% is not partitioned', p_table;
    END IF;
    FOR month IN 0..least(p_ahead, 24) LOOP
        first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => month)) AT TIME ZONE 'UTC';
        last := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => month + 1)) AT TIME ZONE 'UTC';
        child := parent || '_' || to_char(first AT TIME ZONE 'UTC', 'YYYYMM');
        CONTINUE WHEN to_regclass(quote_ident(child)) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
        EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= $1 AND %I < $2 RETURNING *) INSERT INTO %I TABLE moved',
            spare, month_column, month_column, child) USING first, last;
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, first, last);
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;

-- The same for every table that is cut into months.
CREATE FUNCTION mpp.make_all_partitions(p_ahead integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(sum(mpp.make_partitions(partrelid::regclass, p_ahead)), 0)::integer FROM pg_partitioned_table;
$$;

-- Its rows come in the order of time.
CREATE INDEX idempotency_key_age ON idempotency_key USING brin (created_at);

-- Delete keys from before a moment, in all regions; returns how many.
CREATE FUNCTION mpp.sweep_keys(p_before timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text[] := mpp.enter('0', '', 'foundation.sweep_keys');
    swept integer;
BEGIN
    DELETE FROM idempotency_key WHERE created_at < p_before;
    GET DIAGNOSTICS swept = ROW_COUNT;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN swept;
END $$;
