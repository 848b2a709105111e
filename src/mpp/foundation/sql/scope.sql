-- What a transaction may see and do: region, person and operation travel as transaction-local settings.

CREATE OR REPLACE FUNCTION mpp.region() RETURNS smallint
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    given text := current_setting('mpp.region', true);
BEGIN
    IF given IS NULL OR given = '' THEN
        RAISE EXCEPTION 'no region is set: rows under row security cannot be reached' USING ERRCODE = 'MP001';
    END IF;
    RETURN given::smallint;
END $$;

CREATE OR REPLACE FUNCTION mpp.person() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    given text := current_setting('mpp.person', true);
BEGIN
    IF given IS NULL OR given = '' THEN
        RAISE EXCEPTION 'no person is set: rows of people cannot be reached' USING ERRCODE = 'MP001';
    END IF;
    RETURN given::uuid;
END $$;

-- Set the three at once and return what they were, so that a nested act can put them back.
CREATE OR REPLACE FUNCTION mpp.enter(p_region text, p_person text, p_operation text) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := ARRAY[
        coalesce(current_setting('mpp.region', true), ''),
        coalesce(current_setting('mpp.person', true), ''),
        coalesce(current_setting('mpp.operation', true), '')];
BEGIN
    -- Assignments: a PERFORM would go through the executor each time, and every act enters and leaves.
    p_region := set_config('mpp.region', p_region, true);
    p_person := set_config('mpp.person', p_person, true);
    p_operation := set_config('mpp.operation', p_operation, true);
    RETURN before;
END $$;

CREATE OR REPLACE FUNCTION mpp.guard_write() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('mpp.operation', true) <> '' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'write to % outside an operation', TG_TABLE_NAME USING ERRCODE = 'MP002';
END $$;
