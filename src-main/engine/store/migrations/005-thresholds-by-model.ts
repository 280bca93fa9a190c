/** Thresholds are raw scores of one model, and mean nothing to another: each model has its own. */
export const thresholdsByModel = `
CREATE TABLE thresholds (
  label_id INTEGER NOT NULL REFERENCES labels ON DELETE CASCADE,
  model TEXT NOT NULL,
  automatic REAL,         -- raw sigmoid; null = the model's proposal
  suggestion REAL,
  PRIMARY KEY (label_id, model)
) STRICT, WITHOUT ROWID;
INSERT INTO thresholds
  SELECT id, coalesce((SELECT value ->> '$' FROM settings WHERE key = 'activeModel'), 'starter'), automatic, suggestion
  FROM labels WHERE automatic IS NOT NULL OR suggestion IS NOT NULL;
ALTER TABLE labels DROP COLUMN automatic;
ALTER TABLE labels DROP COLUMN suggestion;
`
