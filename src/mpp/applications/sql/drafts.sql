-- Delete a draft with its line in the own list; false where this person has no such draft (any more). Runs as the owner:
-- nobody else may delete a case, and a case that has been handed in is never deleted here.
CREATE OR REPLACE FUNCTION mpp.draft_delete(p_region integer, p_person uuid, p_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM application
    WHERE region_id = p_region AND id = p_id AND person_id = p_person AND state = 'draft' AND chain_seq = 0;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM person_case WHERE person_id = p_person AND region_id = p_region AND application_id = p_id;
    RETURN true;
END $$;
