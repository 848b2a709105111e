-- Looks: who has opened personal data of whom, when, and for which purpose. Ids and codes only, no key to any case: the
-- line stays when a case is gone. A row is the person's own who was looked at.

-- Months ahead are made by mpp.make_all_partitions; what falls outside them lands in the default partition.
CREATE TABLE look (
    person_id uuid NOT NULL,
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    region_id smallint NOT NULL,
    agency_id uuid,
    officer_id uuid,
    role text NOT NULL,
    kind text NOT NULL,
    object_id uuid NOT NULL,
    purpose text NOT NULL,
    basis text NOT NULL,
    PRIMARY KEY (person_id, at, id)
) PARTITION BY RANGE (at);
CREATE TABLE look_default PARTITION OF look DEFAULT;

-- Note a look; false when the same officer was seen at the same thing within `p_visit`: that is one visit.
CREATE FUNCTION mpp.look_note(
    p_person uuid, p_at timestamptz, p_id uuid, p_region integer, p_agency uuid, p_officer uuid, p_role text, p_kind text,
    p_object uuid, p_purpose text, p_basis text, p_visit interval
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter('0', p_person::text, 'foundation.look');
    is_new boolean;
BEGIN
    INSERT INTO look (person_id, at, id, region_id, agency_id, officer_id, role, kind, object_id, purpose, basis)
    SELECT p_person, p_at, p_id, p_region, p_agency, p_officer, p_role, p_kind, p_object, p_purpose, p_basis
    WHERE NOT EXISTS (
        SELECT 1 FROM look seen
        WHERE seen.person_id = p_person AND seen.at > p_at - p_visit AND seen.object_id = p_object
          AND seen.kind = p_kind AND seen.purpose = p_purpose AND seen.basis = p_basis
          AND seen.officer_id IS NOT DISTINCT FROM p_officer);
    is_new := FOUND;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN is_new;
END $$;
