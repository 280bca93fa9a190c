/** Albums by hand (without a rule), and photos that a rule is overruled for. */
export const albumsByHand = `
CREATE TABLE albums_by_hand (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  rule TEXT,              -- JSON; null = by hand
  label_id INTEGER REFERENCES labels ON DELETE CASCADE,  -- the label it was made with
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO albums_by_hand (id, name, rule, label_id, created_at)
  SELECT id, name, rule, label_id, created_at FROM albums;
DROP TABLE albums;
ALTER TABLE albums_by_hand RENAME TO albums;

CREATE TABLE album_photos (
  album_id INTEGER NOT NULL REFERENCES albums ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos ON DELETE CASCADE,
  position INTEGER,       -- order of what was pinned; null = excluded
  PRIMARY KEY (album_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_photos_by_photo ON album_photos (photo_id);
`
