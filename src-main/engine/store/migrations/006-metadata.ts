/** What photos say about themselves, for search and order; see media/metadata/README.md. */
export const metadata = `
-- which field said when it was captured (media/metadata/facts.ts)
ALTER TABLE contents ADD COLUMN taken_from TEXT;
ALTER TABLE contents ADD COLUMN lens TEXT;
ALTER TABLE contents ADD COLUMN exposure_time REAL;     -- seconds
ALTER TABLE contents ADD COLUMN aperture REAL;          -- f-number
ALTER TABLE contents ADD COLUMN iso INTEGER;
ALTER TABLE contents ADD COLUMN focal_length REAL;      -- mm, of the lens
ALTER TABLE contents ADD COLUMN focal_length_35 REAL;   -- mm, on 35 mm film
ALTER TABLE contents ADD COLUMN rating INTEGER;         -- 1 to 5; -1 = rejected; null = none
ALTER TABLE contents ADD COLUMN title TEXT;
ALTER TABLE contents ADD COLUMN description TEXT;
ALTER TABLE contents ADD COLUMN keywords TEXT;          -- JSON array of tag paths; null = none
-- which version of the reader wrote this row: rows of older ones are read again
ALTER TABLE contents ADD COLUMN metadata_version INTEGER NOT NULL DEFAULT 0;
CREATE INDEX contents_by_metadata_version ON contents (metadata_version);

-- local wall-clock milliseconds that the file's name says; null where it says none
ALTER TABLE photos ADD COLUMN named_at INTEGER;
-- null for photos that were added before this was noted
ALTER TABLE photos ADD COLUMN added_at INTEGER;
`
