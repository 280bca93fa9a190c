/** What large libraries need to be opened and counted quickly. */
export const largeLibraries = `
-- which copy of a key's embeddings can be trusted: the one with this token, until one of them is changed or removed
CREATE TABLE vector_files (
  tower TEXT NOT NULL,
  preprocessing TEXT NOT NULL,
  token TEXT NOT NULL,
  PRIMARY KEY (tower, preprocessing)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER embeddings_removed AFTER DELETE ON embeddings BEGIN
  DELETE FROM vector_files WHERE tower = old.tower AND preprocessing = old.preprocessing;
END;
CREATE TRIGGER embeddings_changed AFTER UPDATE ON embeddings BEGIN
  DELETE FROM vector_files WHERE tower = old.tower AND preprocessing = old.preprocessing;
  DELETE FROM vector_files WHERE tower = new.tower AND preprocessing = new.preprocessing;
END;

-- few of many: to be counted and listed without looking at all
CREATE INDEX photos_with_problems ON photos (id) WHERE problem_code IS NOT NULL;
`
