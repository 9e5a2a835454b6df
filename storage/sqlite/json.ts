import { z } from 'zod';
import { CAPTURE_MARKS, CHANGE_KINDS } from '../contract/archive.js';

const strings = z.array(z.string());
const stringRows = z.array(z.array(z.string()));
const headers = z.record(z.string(), z.string());
const captureCounts = z.partialRecord(
  z.enum(['new', 'unchanged', 'not_modified', 'missing', 'blocked', 'failed']),
  z.number(),
);
const scope = z.object({ portals: strings, years: z.array(z.number()) });
const marks = z.array(z.enum(CAPTURE_MARKS));
const changeCounts = z.partialRecord(z.enum(CHANGE_KINDS), z.number());
const report = z.object({
  region: z.string(),
  agency: z.string(),
  year: z.int(),
  kind: z.enum(['own', 'aggregate']),
});

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
  report: (text: string) => report.parse(JSON.parse(text)),
  changeCounts: (text: string) => changeCounts.parse(JSON.parse(text)),
};
