-- Whom a code that an officer has given lets in, asked before anybody is known; whether it still counts is judged under
-- the lock of its row. No row for a code nobody has given.
CREATE FUNCTION mpp.entry_code(p_digest bytea) RETURNS TABLE (code_id uuid, person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT code.id, code.person_id FROM identity_entrycode code WHERE code.digest = p_digest;
$$;
