/** What was done to tags, to be taken back; rows of tags before and after, as JSON. */
export const tagSteps = `
CREATE TABLE tag_steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  photos INTEGER NOT NULL,
  at INTEGER NOT NULL,
  labels TEXT NOT NULL DEFAULT '[]', -- labels that got another name: JSON array of {id, from, to}
  undone_at INTEGER
) STRICT;

CREATE TABLE tag_changes (
  step_id INTEGER NOT NULL REFERENCES tag_steps ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos ON DELETE CASCADE,
  path TEXT NOT NULL,
  before TEXT, -- null: not there
  after TEXT,
  PRIMARY KEY (step_id, photo_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_changes_by_photo ON tag_changes (photo_id);
`
