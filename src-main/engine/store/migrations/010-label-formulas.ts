/** What a label asks beside its prompts, and thresholds on the score that its marks calibrated. */
export const labelFormulas = `
-- JSON: contrast, minus, mode, scope, exclusive, learns (schemas/formula.ts), and the contents that a label without words is made of
ALTER TABLE labels ADD COLUMN formula TEXT NOT NULL DEFAULT '{}';
ALTER TABLE thresholds ADD COLUMN calibrated_automatic REAL;
ALTER TABLE thresholds ADD COLUMN calibrated_suggestion REAL;
-- the calibrated score that a model's tag was set by; then the threshold is of that kind too
ALTER TABLE tags ADD COLUMN calibrated REAL;
`
