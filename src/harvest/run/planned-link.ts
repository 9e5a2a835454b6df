import { z } from 'zod';
import type { ReportLink } from '../../../crawlers/contract.js';
import type { PlannedLink } from '../../../storage/contract/archive.js';
import { defined } from '../../defined.js';

const linkSchema = z.object({
  url: z.string(),
  title: z.string().nullable(),
  agency: z.string().nullable(),
  year: z.number().nullable(),
  published: z.string().nullable(),
  speculative: z.literal(true).optional(),
  render: z
    .object({ waitFor: z.string().optional(), next: z.string().optional(), clicks: z.number().optional() })
    .optional(),
});

/** A report link as the archive keeps it in a run's plan. */
export function toPlanned(link: ReportLink): PlannedLink {
  return { url: link.url, link: JSON.stringify(link), visited: false };
}

/** A link from a run's plan. @throws ZodError where the plan was written by something else */
export function fromPlanned(planned: PlannedLink): ReportLink {
  const { speculative, render, ...link } = linkSchema.parse(JSON.parse(planned.link));
  return { ...link, ...defined({ speculative, render: render && defined(render) }) };
}
