import { z } from 'zod';
import { CAPTURE_MARKS } from '../contract/archive.js';

const strings = z.array(z.string());
const stringRows = z.array(z.array(z.string()));
const headers = z.record(z.string(), z.string());
const captureCounts = z.partialRecord(
  z.enum(['new', 'unchanged', 'not_modified', 'missing', 'blocked', 'failed']),
  z.number(),
);
const scope = z.object({ portals: strings, years: z.array(z.number()) });
const marks = z.array(z.enum(CAPTURE_MARKS));
const changeCounts = z.partialRecord(
  z.enum(['first_seen', 'figures_revised', 'text_revised', 'cosmetic', 'moved', 'withdrawn', 'restored']),
  z.number(),
);

const runCounts = z.partialRecord(z.enum(['done', 'partial', 'failed', 'interrupted']), z.number());

/**
 * Readers of the columns that hold JSON. The tables make sure that it is JSON (`CHECK (json_valid(…))`); what
 * it holds is checked here, and a ZodError becomes an ArchiveError `damaged`.
 */
export const fromJson = {
  strings: (text: string) => strings.parse(JSON.parse(text)),
  stringRows: (text: string) => stringRows.parse(JSON.parse(text)),
  headers: (text: string) => headers.parse(JSON.parse(text)),
  runCounts: (text: string) => runCounts.parse(JSON.parse(text)),
  captureCounts: (text: string) => captureCounts.parse(JSON.parse(text)),
  scope: (text: string) => scope.parse(JSON.parse(text)),
  marks: (text: string) => marks.parse(JSON.parse(text)),
  changeCounts: (text: string) => changeCounts.parse(JSON.parse(text)),
};
