/** Stars and colours that other programs wrote to sidecars. */
export const sidecarMarks = `
-- what they said there last; null = nothing
ALTER TABLE marks ADD COLUMN sidecar_rating INTEGER; -- 0 to 5, -1 = rejected
ALTER TABLE marks ADD COLUMN sidecar_colour INTEGER; -- as colour

-- JSON: what the sidecar says of them, and what the user said, as of the last sync; null = it was not looked at
ALTER TABLE sidecars ADD COLUMN marks TEXT;
`
