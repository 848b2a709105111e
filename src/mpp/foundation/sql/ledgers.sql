-- The ledgers every act writes: audit lines, the outbox, keys of requests already answered.

-- Months ahead are made by mpp.make_partitions; what falls outside them lands in the default partition and is not lost.
CREATE TABLE audit_line (
    region_id smallint NOT NULL,
    chain_id uuid NOT NULL,
    seq integer NOT NULL CHECK (seq > 0),
    recorded_at timestamptz NOT NULL,
    line text NOT NULL,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    PRIMARY KEY (region_id, chain_id, seq, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE TABLE audit_line_default PARTITION OF audit_line DEFAULT;

-- The end of each chain whose object does not carry it itself (a case carries its own).
CREATE TABLE audit_head (
    region_id smallint NOT NULL,
    chain_id uuid NOT NULL,
    seq integer NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (region_id, chain_id)
);

CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    region_id smallint NOT NULL,
    event text NOT NULL,
    payload jsonb NOT NULL,
    heard text[] NOT NULL DEFAULT '{}',
    attempts smallint NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox_next ON outbox (next_at, id);

CREATE TABLE idempotency_key (
    region_id smallint NOT NULL,
    owner_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 8 AND 100),
    request bytea NOT NULL,
    answer jsonb,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (region_id, owner_id, operation, key)
);

-- The last link of a chain; no row for a chain that has not begun.
CREATE FUNCTION mpp.audit_last(p_region integer, p_chain uuid) RETURNS TABLE (seq integer, digest bytea)
LANGUAGE sql STABLE AS $$
    SELECT head.seq, head.digest FROM audit_head head WHERE head.region_id = p_region AND head.chain_id = p_chain;
$$;

-- Add a line to a chain; false when another act has added this seq in the meantime.
CREATE FUNCTION mpp.audit_append(
    p_region integer, p_chain uuid, p_seq integer, p_recorded_at timestamptz, p_line text, p_digest bytea
) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_head AS head (region_id, chain_id, seq, digest) VALUES (p_region, p_chain, p_seq, p_digest)
    ON CONFLICT (region_id, chain_id) DO UPDATE SET seq = excluded.seq, digest = excluded.digest
    WHERE head.seq = excluded.seq - 1;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO audit_line (region_id, chain_id, seq, recorded_at, line, digest)
    VALUES (p_region, p_chain, p_seq, p_recorded_at, p_line, p_digest);
    RETURN true;
END $$;

-- Make the monthly partitions of an event table from this month to `p_ahead` months on. Runs as the owner, because the
-- application role owns no table; it makes nothing but partitions of tables that are partitioned already.
CREATE FUNCTION mpp.make_partitions(p_table regclass, p_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date;
    child text;
    made integer := 0;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_partitioned_table WHERE partrelid = p_table) THEN
        RAISE EXCEPTION '% is not partitioned', p_table;
    END IF;
    FOR month IN 0..least(p_ahead, 24) LOOP
        first := date_trunc('month', now() AT TIME ZONE 'UTC')::date + make_interval(months => month);
        child := format('%s_%s', p_table::text, to_char(first, 'YYYYMM'));
        IF to_regclass(child) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
                child, p_table, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END $$;
