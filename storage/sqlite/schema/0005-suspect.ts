/** Runs whose portal fell short of its `expect`, and the payloads that are held back because of that. */
export const SCHEMA_SUSPECT = `
-- minimums that the portal broke in this run, one line each
ALTER TABLE run_portal_row ADD COLUMN suspicions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(suspicions));

-- the capture whose payload came last and is not believed; null where the last payload is payload_id's
ALTER TABLE source_row ADD COLUMN held_id INTEGER REFERENCES capture_row (id);
CREATE INDEX source_held ON source_row (held_id) WHERE held_id IS NOT NULL;
`;
