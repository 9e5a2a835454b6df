import { z } from 'zod';

/** The shape of config/measures.yaml. */

const name = z.string().regex(/^[a-z][a-z_]*$/, 'must be lower-case words joined by _');
const formula = z.string().min(1).max(2000);
const editionId = z.string().regex(/^\d{4}$/, 'must be the id of an edition, in quotes');

const measureSchema = z.strictObject({
  id: name.describe('The name of the measure; it never changes.'),
  zh: z.string().min(1).describe('Its label in Chinese.'),
  en: z.string().min(1).describe('Its label in English.'),
  note_zh: z.string().min(1).describe('What it means, in Chinese.'),
  note_en: z.string().min(1).describe('What it means, in English.'),
  level: z
    .enum(['agency', 'portal'])
    .default('agency')
    .describe(
      '`agency`: computed for one report; `portal`: for all own reports of a portal and year together.',
    ),
  unit: z
    .string()
    .min(1)
    .describe('`ratio`, or the unit that follows from the units of the indicators, e.g. 万元/项.'),
  editions: z
    .array(editionId)
    .min(1)
    .optional()
    .describe('The editions of the form that it exists for; default: all.'),
  formula: z
    .union([formula, z.record(editionId, formula)])
    .describe('The formula, or one for each edition of the form.'),
  zero_for: z
    .array(z.enum(['blank', 'dash', 'none']))
    .default(['blank', 'dash', 'none'])
    .describe(
      'Cells without a number that count as 0 (and are named in the result); any other null makes the measure null.',
    ),
  division_by_zero: z
    .literal('null')
    .default('null')
    .describe('The result of a division by 0: null, with the reason division_by_zero.'),
});

export const measuresSchema = z.strictObject({
  terms: z.record(name, formula).default({}).describe('Named parts of formulas.'),
  measures: z.array(measureSchema).describe('The measures, in display order.'),
});

export type MeasuresFile = z.infer<typeof measuresSchema>;
export type MeasureSpec = z.infer<typeof measureSchema>;
