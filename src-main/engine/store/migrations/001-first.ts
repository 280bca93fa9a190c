/** Times are milliseconds since 1970 (UTC) unless said otherwise; paths inside a root use "/". */
export const first = `
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE roots (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  added_at INTEGER NOT NULL,
  scanned_at INTEGER
) STRICT;

-- what the bytes of a file are: shared by copies, kept when a file moves
CREATE TABLE contents (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  taken_at TEXT,          -- local wall-clock time, ISO without offset
  taken_offset TEXT,      -- "+02:00" where the file says it
  camera TEXT,
  latitude REAL,
  longitude REAL
) STRICT;

CREATE TABLE photos (
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  -- null until the file was read; null again when it changed
  content_id INTEGER REFERENCES contents,
  -- sort key: capture time as local wall-clock milliseconds, else the file's time
  time INTEGER NOT NULL,
  -- why it cannot be read; null when it can, or was not tried yet
  problem_code TEXT,
  problem_message TEXT,
  -- the file was not there at the last scan of a root that was
  missing INTEGER NOT NULL DEFAULT 0,
  UNIQUE (root_id, path)
) STRICT;
CREATE INDEX photos_by_time ON photos (time DESC, id) WHERE missing = 0;
CREATE INDEX photos_by_content ON photos (content_id);
CREATE INDEX photos_unread ON photos (id) WHERE content_id IS NULL AND problem_code IS NULL AND missing = 0;

CREATE TABLE models (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  directory TEXT NOT NULL UNIQUE,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- keyed by what went in (content), what computed it (fingerprint of the image tower) and how pixels were prepared
CREATE TABLE embeddings (
  content_id INTEGER NOT NULL REFERENCES contents ON DELETE CASCADE,
  tower TEXT NOT NULL,
  preprocessing TEXT NOT NULL,
  mode TEXT NOT NULL,     -- exact or fast (SIGLIP2.md section 2.3)
  vector BLOB NOT NULL,   -- float32, L2-normalised
  UNIQUE (tower, preprocessing, content_id)
) STRICT;

CREATE TABLE text_embeddings (
  tower TEXT NOT NULL,
  normalisation TEXT NOT NULL,
  text TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (tower, normalisation, text)
) STRICT;

CREATE TABLE labels (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  automatic REAL,         -- raw sigmoid; null = the model's proposal
  suggestion REAL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE prompts (
  label_id INTEGER NOT NULL REFERENCES labels ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (label_id, position)
) STRICT, WITHOUT ROWID;

-- decisions; scores are never stored, except the one a decision was made on
CREATE TABLE tags (
  photo_id INTEGER NOT NULL REFERENCES photos ON DELETE CASCADE,
  path TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'automatic', 'rejected', 'imported')),
  source TEXT NOT NULL CHECK (source IN ('user', 'model', 'sidecar')),
  label_id INTEGER REFERENCES labels ON DELETE SET NULL,
  model TEXT,
  prompt_hash TEXT,
  score REAL,
  threshold REAL,
  at INTEGER NOT NULL,
  PRIMARY KEY (photo_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_label ON tags (label_id, state);
CREATE INDEX tags_by_path ON tags (path, state);

CREATE TABLE albums (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  label_id INTEGER REFERENCES labels ON DELETE CASCADE,  -- the label it was made with
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  parameters TEXT NOT NULL,
  state TEXT NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER,
  failed INTEGER NOT NULL DEFAULT 0,
  message TEXT,
  result TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE TABLE job_problems (
  job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
  photo_id INTEGER,
  path TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX job_problems_by_job ON job_problems (job_id);

-- what this program and a photo's sidecar agreed on when it was last written (XMP.md section 5, "base")
CREATE TABLE sidecars (
  photo_id INTEGER PRIMARY KEY REFERENCES photos ON DELETE CASCADE,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified_at REAL NOT NULL,
  tags TEXT NOT NULL,     -- JSON array of tag paths
  written_at INTEGER NOT NULL
) STRICT;
`
