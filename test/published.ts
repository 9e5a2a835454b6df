import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What is true of a published report, written down by people who read it. */
const truthSchema = z.object({
  file: z.string(),
  agency: z.string().nullable(),
  year: z.number(),
  edition: z.string(),
  figures: z.record(z.string(), z.number().nullable()),
  claims: z.array(z.object({ indicator: z.string(), value: z.number() })),
  expected_findings: z.array(z.object({ rule: z.string(), indicators: z.array(z.string()) })),
});

export interface PublishedReport {
  readonly name: string;
  readonly path: string;
  readonly truth: z.infer<typeof truthSchema>;
}

/**
 * Published reports as text, with what is true of them: their shapes and figures as they were, their prose and names
 * invented by `nianbao fixture`, but for the sentences that state figures, which are written anew. In the order of the simulation's reports of the same figures.
 */
export const PUBLISHED: readonly PublishedReport[] = [
  'untitled-2023',
  'run-on-row-2023',
  'row-a-line-2023',
  'form-of-2019',
  'cell-a-line-2023',
].map((name) => reportAt(fileURLToPath(new URL('fixtures/published/', import.meta.url)), name));

/** The originals of the same, in the same order; none where the folder beside the project is not there. */
export const ORIGINALS: readonly PublishedReport[] = originals(
  fileURLToPath(new URL('../../shared/corpus/', import.meta.url)),
);

function originals(folder: string): PublishedReport[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.truth.json'));
  return names.sort().map((name) => reportAt(folder, name.replace('.truth.json', '')));
}

function reportAt(folder: string, name: string): PublishedReport {
  const truth = truthSchema.parse(JSON.parse(readFileSync(`${folder}${name}.truth.json`, 'utf8')));
  return { name, path: `${folder}${truth.file}`, truth };
}
