/** Stars, flags and colours that the user gives; what is null is as the file says. */
export const marks = `
CREATE TABLE marks (
  photo_id INTEGER PRIMARY KEY REFERENCES photos ON DELETE CASCADE,
  rating INTEGER, -- 0 to 5
  flag INTEGER,   -- 1 picked, 0 none, -1 rejected
  colour INTEGER  -- 0 none, else from 1 on as in src-shared/marks.ts
) STRICT;

-- what a step changed of them
CREATE TABLE mark_changes (
  step_id INTEGER NOT NULL REFERENCES tag_steps ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos ON DELETE CASCADE,
  mark TEXT NOT NULL, -- the column
  before INTEGER,
  after INTEGER,
  PRIMARY KEY (step_id, photo_id, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_changes_by_photo ON mark_changes (photo_id);

ALTER TABLE contents ADD COLUMN colour INTEGER; -- of the file's xmp:Label; null = none
`
