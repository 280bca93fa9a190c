/** The albums of a label are found without looking through all. */
export const albumsByLabel = `
CREATE INDEX albums_by_label ON albums (label_id);
`
