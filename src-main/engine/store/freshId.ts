/** SQL of a number for a new row of a table that none of its rows ever had (migrations/015-ids-once.ts). */
export const freshId = (table: 'labels' | 'albums' | 'roots' | 'photos'): string =>
  `(SELECT 1 + max(coalesce((SELECT max(id) FROM ${table}), 0),
    coalesce((SELECT id FROM last_ids WHERE name = '${table}'), 0)))`
