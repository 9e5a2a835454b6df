/** The third schema: on which page a figure stood, for formats that have pages. */
export const SCHEMA_3 = `
ALTER TABLE figure_cell_row ADD COLUMN page_no INTEGER;
`;
