-- The history of a case: codes with parameters, never rendered sentences; one event for each audit line of the case.
CREATE TABLE application_event (
    region_id smallint NOT NULL,
    application_id uuid NOT NULL,
    seq integer NOT NULL,
    at timestamptz NOT NULL,
    act text NOT NULL,
    state text NOT NULL,
    role text NOT NULL,
    officer_id uuid,
    agency_id uuid,
    channel text NOT NULL,
    params jsonb NOT NULL,
    note bytea,
    PRIMARY KEY (region_id, application_id, seq, at)
) PARTITION BY RANGE (at);
CREATE TABLE application_event_default PARTITION OF application_event DEFAULT;
SELECT mpp.make_partitions('application_event', 3);
