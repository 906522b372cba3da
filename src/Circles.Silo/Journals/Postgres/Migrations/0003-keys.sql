-- The wrapped keys of people, circles and networks, apart from what they open: copies of this table may be let go of earlier than those of
-- the journal. An empty one was destroyed. Nothing is removed, so that a destroyed key is never made again.

CREATE TABLE circles.key (
    network text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (network, name)
);

ALTER TABLE circles.key ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles.key FORCE ROW LEVEL SECURITY;

CREATE POLICY own ON circles.key USING (network = current_setting('circles.network', true));
-- Which networks have keys, for the rotation of the master key.
CREATE POLICY listed ON circles.key FOR SELECT USING (current_setting('circles.network', true) = '*' AND name = 'network');

-- Writes the table anew, without what its pages still hold of rows that were changed: VACUUM and CLUSTER would keep those while anybody
-- looks at an older moment, and cannot both be lent to another role. The policies do not bind the owner for the length of it, behind a lock
-- that nobody else gets past: else one network's rows would be all that is kept.
CREATE FUNCTION circles.rewrite_keys() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    LOCK TABLE circles.key IN ACCESS EXCLUSIVE MODE;
    ALTER TABLE circles.key NO FORCE ROW LEVEL SECURITY;
    CREATE TEMPORARY TABLE kept_keys ON COMMIT DROP AS SELECT * FROM circles.key;
    TRUNCATE circles.key;
    INSERT INTO circles.key SELECT * FROM pg_temp.kept_keys;
    ALTER TABLE circles.key FORCE ROW LEVEL SECURITY;
END
$$;

REVOKE ALL ON FUNCTION circles.rewrite_keys() FROM PUBLIC;
