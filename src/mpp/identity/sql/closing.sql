-- Whose accounts are due to be closed: persons, by whom the worker then acts; never rows.
CREATE FUNCTION mpp.accounts_to_close(p_now timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT account.person_id FROM identity_account account
    WHERE account.closing_at <= p_now ORDER BY account.closing_at LIMIT 500;
$$;

-- Delete everything by which a person signs in and is recognised; ended sessions are kept as long as those of anybody.
-- Runs as the owner: the application may end these rows, and delete them only together, for the acting person.
CREATE FUNCTION mpp.forget_access_of_me() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := mpp.person();
BEGIN
    DELETE FROM identity_factor WHERE person_id = me;
    DELETE FROM identity_recoverycode WHERE person_id = me;
    DELETE FROM identity_challenge WHERE person_id = me;
    DELETE FROM identity_factorfailure WHERE person_id = me;
    DELETE FROM identity_knowndevice WHERE person_id = me;
    DELETE FROM identity_providerlink WHERE person_id = me;
    DELETE FROM identity_proof WHERE person_id = me;
    DELETE FROM identity_entrycode WHERE person_id = me;
    DELETE FROM identity_stash WHERE person_id = me;
END $$;
