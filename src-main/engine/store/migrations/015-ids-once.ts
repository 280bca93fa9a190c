/**
 * Numbers that rules, scopes and steps name are never given again: a rule about a label that is gone would be about the
 * next new one.
 */
const TABLES = ['labels', 'albums', 'roots', 'photos']

export const idsOnce = `
-- the highest number that a table ever gave, where that row is gone
CREATE TABLE last_ids (name TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${TABLES.map(
  (table) => `
CREATE TRIGGER ${table}_id_gone AFTER DELETE ON ${table}
WHEN old.id > coalesce((SELECT max(id) FROM ${table}), 0) BEGIN
  INSERT INTO last_ids (name, id) VALUES ('${table}', old.id) ON CONFLICT (name) DO UPDATE SET id = max(id, excluded.id);
END;`,
).join('')}
`
