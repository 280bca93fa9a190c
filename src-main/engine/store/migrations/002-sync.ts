/** Two-way sync of sidecars: what both sides agreed on in full, what was taken out here, and the runs (XMP.md section 5, 7). */
export const sync = `
-- JSON: the sidecar's lists as they were left; tags left there without being taken in, with the reason
ALTER TABLE sidecars ADD COLUMN lists TEXT NOT NULL DEFAULT '{}';
ALTER TABLE sidecars ADD COLUMN left_there TEXT NOT NULL DEFAULT '[]';
-- 1 while a conflict waits for a choice: the file is looked at again though it did not change
ALTER TABLE sidecars ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
-- 1 where this program made the file
ALTER TABLE sidecars ADD COLUMN made INTEGER NOT NULL DEFAULT 0;

-- tags that were taken out of a sidecar here: another program may bring them back
CREATE TABLE taken_out (
  photo_id INTEGER NOT NULL REFERENCES photos ON DELETE CASCADE,
  path TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (photo_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_runs (
  id TEXT PRIMARY KEY,
  job_id INTEGER,
  direction TEXT NOT NULL,
  at INTEGER NOT NULL,
  result TEXT,            -- JSON counts; null until it ended
  undone_at INTEGER
) STRICT, WITHOUT ROWID;

UPDATE jobs SET kind = 'sync', parameters = json_object(
  'source', json(json_extract(parameters, '$.source')), 'direction', 'export', 'choices', json('[]'), 'all', NULL)
WHERE kind = 'export';
`
