/** By the keywords that were taken in from the photo once; what is none of them came from a sidecar. */
const fileOf = (table: string): string => `CASE
  WHEN EXISTS (
    SELECT 1 FROM photos, json_each(photos.keywords_taken)
    WHERE photos.id = ${table}.photo_id AND json_each.value = ${table}.path
  ) THEN 'photo'
  ELSE 'sidecar'
END`

/** What a tag that a file said was found in: of those that are there, and of those that steps remember. */
export const importedFrom = `
ALTER TABLE tags ADD COLUMN file TEXT; -- 'photo' or 'sidecar'; null: no file said it
UPDATE tags SET file = ${fileOf('tags')} WHERE source = 'sidecar';
${['before', 'after']
  .map(
    (side) => `
UPDATE tag_changes SET ${side} = json_set(${side}, '$.file', ${fileOf('tag_changes')})
WHERE json_extract(${side}, '$.source') = 'sidecar';`,
  )
  .join('')}
`
