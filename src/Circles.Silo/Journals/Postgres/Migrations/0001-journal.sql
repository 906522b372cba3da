-- The journal of all networks: event holds the events with their chain of hashes, head each network's last event again, written in the
-- same transaction. Every key begins with the network, so that the tables can be partitioned or spread by it. Names sort by their bytes.

CREATE TABLE circles.head (
    network text COLLATE "C" PRIMARY KEY,
    sequence bigint NOT NULL CHECK (sequence > 0),
    hash bytea NOT NULL
);

CREATE TABLE circles.event (
    network text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    name text NOT NULL,
    json bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (network, sequence)
);

-- A state in parts, compressed: only ever an optimisation.
CREATE TABLE circles.snapshot (
    network text COLLATE "C" PRIMARY KEY,
    sequence bigint NOT NULL,
    hash bytea NOT NULL,
    build text NOT NULL,
    checksum bytea NOT NULL
);

CREATE TABLE circles.snapshot_part (
    network text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (network, number)
);

ALTER TABLE circles.snapshot_part ALTER COLUMN content SET STORAGE EXTERNAL;

-- The second belt: a transaction sees the rows of the network that it has named, whatever a statement asks for; without one, none.
-- FORCE binds the owner, too. '*' is no network's name: with it the heads of all may be looked at, and nothing else.
ALTER TABLE circles.head ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles.head FORCE ROW LEVEL SECURITY;
ALTER TABLE circles.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles.event FORCE ROW LEVEL SECURITY;
ALTER TABLE circles.snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles.snapshot FORCE ROW LEVEL SECURITY;
ALTER TABLE circles.snapshot_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles.snapshot_part FORCE ROW LEVEL SECURITY;

CREATE POLICY own ON circles.head USING (network = current_setting('circles.network', true));
CREATE POLICY listed ON circles.head FOR SELECT USING (current_setting('circles.network', true) = '*');
CREATE POLICY own ON circles.event USING (network = current_setting('circles.network', true));
CREATE POLICY own ON circles.snapshot USING (network = current_setting('circles.network', true));
CREATE POLICY own ON circles.snapshot_part USING (network = current_setting('circles.network', true));
