/** What scanning needs: photos by folder, those that are missing, and the volumes that roots lie on. */
export const scanning = `
-- "" or "a/b/": with the slash, so that all of a folder's own and inner folders are one range of the index
ALTER TABLE photos ADD COLUMN folder TEXT GENERATED ALWAYS AS (rtrim(path, replace(path, '/', ''))) VIRTUAL;
CREATE INDEX photos_by_folder ON photos (root_id, folder) WHERE missing = 0;
-- few photos are missing (1 = not found, 2 = put into the trash by the user)
CREATE INDEX photos_missing ON photos (root_id) WHERE missing > 0;

-- which volume is mounted at a root (folder "") and at mount points inside it
CREATE TABLE root_volumes (
  root_id INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
  folder TEXT NOT NULL,
  volume TEXT NOT NULL,   -- what tells it apart: "uuid:…", "device:…", "share:…", "serial:…"
  path TEXT NOT NULL,     -- where the folder is inside the volume
  name TEXT NOT NULL,     -- for people
  PRIMARY KEY (root_id, folder)
) STRICT, WITHOUT ROWID;
`
