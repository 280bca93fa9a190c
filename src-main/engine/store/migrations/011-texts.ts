/** What was written with photos is searched: few photos have texts, and only those are read. */
export const texts = `
CREATE INDEX contents_with_text ON contents (id)
  WHERE title IS NOT NULL OR description IS NOT NULL OR keywords IS NOT NULL;
`
