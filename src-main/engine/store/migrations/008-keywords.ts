/** Keywords from photos become tags once: what the user takes off stays off, however often the file is read. */
export const keywords = `
-- JSON array of the tag paths that were taken in from the file; null = none
ALTER TABLE photos ADD COLUMN keywords_taken TEXT;
`
