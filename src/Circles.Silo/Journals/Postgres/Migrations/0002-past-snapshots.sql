-- Several snapshots of a network, by the event they stand after: a question of the past need not replay from the start. What was kept is
-- made again, as every snapshot can be. Nodes of the version before fail to keep theirs meanwhile, and run on without.

TRUNCATE circles.snapshot, circles.snapshot_part;

ALTER TABLE circles.snapshot DROP CONSTRAINT snapshot_pkey, ADD PRIMARY KEY (network, sequence);

ALTER TABLE circles.snapshot_part DROP CONSTRAINT snapshot_part_pkey, ADD COLUMN sequence bigint NOT NULL;
ALTER TABLE circles.snapshot_part ADD PRIMARY KEY (network, sequence, number);
