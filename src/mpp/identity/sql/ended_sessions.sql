-- Which sessions have ended since: what a web process asks every other second, instead of asking about each session.

DROP FUNCTION mpp.session_is_open(uuid);
DROP FUNCTION mpp.session_seen(uuid, uuid, timestamptz);

-- Number the transaction by which a session ends. A session of somebody who is not active ends as it begins: the person
-- is locked, so that a death recorded meanwhile either ends this session too or is seen here.
CREATE FUNCTION mpp.session_number_end() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT person.status INTO known FROM identity_person person WHERE person.id = NEW.person_id FOR KEY SHARE;
        IF known <> 'active' THEN
            NEW.ended_at := NEW.seen_at;
            NEW.end_reason := 'registry';
        END IF;
    END IF;
    IF NEW.ended_at IS NOT NULL THEN
        NEW.ended_tx := coalesce(NEW.ended_tx, pg_current_xact_id()::text::bigint);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER session_number_end BEFORE INSERT OR UPDATE OF ended_at ON identity_session
FOR EACH ROW EXECUTE FUNCTION mpp.session_number_end();

-- The sessions that ended in transactions from `p_since` on, or, without it, after `p_after`; and from which transaction
-- to go on. Every transaction before that one is decided: those still under way, and whoever ends late, come next time.
CREATE FUNCTION mpp.sessions_ended(p_since bigint, p_after timestamptz) RETURNS TABLE (go_on bigint, ended uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    go_on := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    IF p_since IS NULL THEN
        ended := ARRAY(SELECT session.id FROM identity_session session WHERE session.ended_at > p_after);
    ELSE
        ended := ARRAY(SELECT session.id FROM identity_session session WHERE session.ended_tx >= p_since);
    END IF;
    RETURN NEXT;
END $$;

-- Note that a session was used; returns whether it is open.
CREATE FUNCTION mpp.session_seen(p_session uuid, p_person uuid, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    before text[] := mpp.enter('0', p_person::text, 'identity.note_use');
    is_open boolean;
BEGIN
    UPDATE identity_session SET seen_at = p_now WHERE id = p_session AND ended_at IS NULL AND seen_at < p_now;
    SELECT EXISTS (SELECT 1 FROM identity_session WHERE id = p_session AND ended_at IS NULL) INTO is_open;
    PERFORM mpp.enter(before[1], before[2], before[3]);
    RETURN is_open;
END $$;
