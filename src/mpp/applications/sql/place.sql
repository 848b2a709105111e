-- The place of an earlier licence that the holder has given up, by a move to another place. Runs as the owner: the licence
-- may be of another region than the case that ends it.
CREATE FUNCTION mpp.practice_place_give_up(p_person uuid, p_application uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE practice_place SET state = 'ended'
    WHERE application_id = p_application AND person_id = p_person AND state = 'active';
$$;
