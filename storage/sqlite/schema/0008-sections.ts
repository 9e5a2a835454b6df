/** Reports before 2019 have as many sections as their organ chose to write: a section's number has no upper bound. */
export const SCHEMA_SECTIONS = `
-- it names what changes here, and is made anew with the first use
DROP VIEW IF EXISTS section;
CREATE TABLE section_anew (
  id         INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES version_row (id),
  position   INTEGER NOT NULL,
  number     INTEGER NOT NULL CHECK (number >= 1),
  heading    TEXT NOT NULL,
  text       TEXT NOT NULL,
  UNIQUE (version_id, position)
) STRICT;
INSERT INTO section_anew (id, version_id, position, number, heading, text)
  SELECT id, version_id, position, number, heading, text FROM section_row;
DROP TABLE section_row;
ALTER TABLE section_anew RENAME TO section_row;
`;
