/** What photos look like from far, to be shown until their thumbnail has come. */
export const corners = `
-- colours of the four quarters as one number (src-shared/corners.ts); null in rows of older programs
ALTER TABLE contents ADD COLUMN corners INTEGER;
`
