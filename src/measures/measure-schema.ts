import { z } from 'zod';

/** The shape of config/measures.yaml. */

const name = z.string().regex(/^[a-z][a-z_]*$/, 'must be lower-case words joined by _');
const formula = z.string().min(1).max(2000);
const editionId = z.string().regex(/^\d{4}$/, 'must be the id of an edition, in quotes');

const measureSchema = z.strictObject({
  id: name.describe('The name of the measure: stable for ever.'),
  zh: z.string().min(1).describe('Its label in Chinese.'),
  en: z.string().min(1).describe('Its label in English.'),
  note_zh: z.string().min(1).describe('What it says, in Chinese.'),
  note_en: z.string().min(1).describe('What it says, in English.'),
  level: z
    .enum(['agency', 'portal'])
    .default('agency')
    .describe('Of one report, or of all own reports of a portal and year together.'),
  unit: z
    .string()
    .min(1)
    .describe('`ratio`, or the unit that follows from the units of the indicators, e.g. 万元/项.'),
  editions: z
    .array(editionId)
    .min(1)
    .optional()
    .describe('The editions of the form it exists for; by default all.'),
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
    .describe('What a division by 0 gives: null, with the reason division_by_zero.'),
});

export const measuresSchema = z.strictObject({
  terms: z.record(name, formula).default({}).describe('Parts of formulas that have a name of their own.'),
  measures: z.array(measureSchema).describe('The measures, in the order in which they are shown.'),
});

export type MeasuresFile = z.infer<typeof measuresSchema>;
export type MeasureSpec = z.infer<typeof measureSchema>;
