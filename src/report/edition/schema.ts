import { z } from 'zod';

/** The shape of config/editions/*.yaml: the statutory form, as data. */

const rowId = z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/, 'must be lower-case words, at most one dot');
const columnId = z.string().regex(/^[a-z_]+$/, 'must be lower-case words');
const tableId = z.string().regex(/^[a-z]+$/, 'must be one lower-case word');
const label = {
  zh: z.string().min(1),
  en: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
};
const numberType = z.enum(['count', 'signed', 'amount']);

const columnSchema = z.strictObject({ id: columnId, ...label });
const valueColumnSchema = z.strictObject({
  id: columnId,
  ...label,
  unit: z.string().min(1),
  number: numberType,
});
const rowSchema = z.strictObject({ id: rowId, ...label });

interface RowGroupNode {
  readonly group: string;
  readonly en: string;
  readonly aliases: readonly string[];
  readonly rows: readonly RowNode[];
}
export type RowNode = z.infer<typeof rowSchema> | RowGroupNode;

const rowNodeSchema: z.ZodType<RowNode> = z.lazy(() =>
  z.union([
    rowSchema,
    z.strictObject({
      group: z.string().min(1),
      en: label.en,
      aliases: label.aliases,
      rows: z.array(rowNodeSchema).min(1),
    }),
  ]),
);

const tableBase = {
  id: tableId,
  section: z.int().min(1).max(6),
  zh: z.string().min(1),
  en: z.string().min(1),
  /** Labels that stand in the table but name no row or column. */
  headings: z.array(z.string().min(1)).default([]),
};

const tableSchema = z.discriminatedUnion('layout', [
  z.strictObject({
    ...tableBase,
    layout: z.literal('blocks'),
    blocks: z
      .array(
        z.strictObject({
          heading: z.string().min(1),
          columns: z.array(valueColumnSchema).min(1),
          rows: z.array(rowSchema).min(1),
        }),
      )
      .min(1),
  }),
  z.strictObject({
    ...tableBase,
    layout: z.literal('matrix'),
    unit: z.string().min(1),
    columns: z.array(columnSchema).min(1),
    /** Those of the headings that stand over columns, with the first and the last of these. */
    over: z
      .array(z.strictObject({ heading: z.string().min(1), from: z.string().min(1), to: z.string().min(1) }))
      .default([]),
    rows: z.array(rowNodeSchema).min(1),
  }),
  z.strictObject({
    ...tableBase,
    layout: z.literal('column_groups'),
    unit: z.string().min(1),
    groups: z.array(rowSchema).min(1),
    columns: z.array(columnSchema).min(1),
  }),
]);

const sumSchema = z.strictObject({
  rule: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  table: tableId,
  each: z.enum(['row', 'column']),
  left: z.array(z.string().min(1)).min(1),
  right: z.array(z.string().min(1)).min(1),
});

const readings = z.array(z.array(z.string().min(1)).min(1)).min(1);
const claimSchema = z.strictObject({
  id: z.string().min(1),
  /**
   * What the words say: that requests came in (`received`), were answered (`answered`) or were dealt with, answered or not
   * (`handled`), that some were left over from the year before or for the next (`carried_in`, `carried_out`; the year is said
   * beside the word), or that there were disputes of a kind (`dispute`).
   */
  says: z.enum(['received', 'answered', 'handled', 'carried_in', 'carried_out', 'dispute']),
  words: z.array(z.string().min(1)).min(1),
  /** Sums that the words may mean, the likeliest first. */
  readings,
  /** Further sums where the sentence speaks of what was left over from the year before. */
  reckoned: readings.optional(),
});

const sectionSchema = z.strictObject({
  number: z.int().min(1).max(6),
  ...label,
  /** Fewest characters that count as having said something. */
  minimum: z.int().positive().optional(),
  parts: z.array(z.strictObject({ id: columnId, ...label })).default([]),
});

export const editionSchema = z.strictObject({
  id: z.string().regex(/^\d{4}$/),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  notice: z.string().min(1),
  years: z.strictObject({ from: z.int(), to: z.int().optional() }),
  recognise: z.array(z.string().min(1)).min(1),
  sections: z.array(sectionSchema).min(1),
  tables: z.array(tableSchema).min(1),
  sums: z.array(sumSchema),
  claims: z.array(claimSchema),
});

export type EditionFile = z.infer<typeof editionSchema>;
export type TableFile = EditionFile['tables'][number];
export type SectionSpec = EditionFile['sections'][number];
export type SumSpec = EditionFile['sums'][number];
export type ClaimSpec = EditionFile['claims'][number];
export type NumberType = z.infer<typeof numberType>;
