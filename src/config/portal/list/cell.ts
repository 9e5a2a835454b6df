/** What a cell of a table says, as the value that its schema expects. */
import { z } from 'zod';
import { bare } from './keys.js';

const SEPARATORS = /[;；\n]/u;
const WORDS: Readonly<Record<string, boolean>> = { true: true, 是: true, false: false, 否: false };

/**
 * The value in the form that the schema takes: text, number, truth, or a list whose entries stand between semicolons.
 * What the schema takes in no form stays text, for the schema to refuse.
 */
export function cellValue(schema: z.ZodType, text: string): unknown {
  const forms = formsOf(bare(schema), text);
  if (forms.length === 1) return forms[0];
  return forms.find((form) => schema.safeParse(form).success) ?? forms[0] ?? text;
}

function formsOf(schema: z.ZodType, text: string): unknown[] {
  const list = (): string[] =>
    text
      .split(SEPARATORS)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const number = (): unknown => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);
  if (schema instanceof z.ZodNumber) return [number()];
  if (schema instanceof z.ZodBoolean) return [WORDS[text.toLowerCase()] ?? text];
  if (schema instanceof z.ZodArray) return [list()];
  if (schema instanceof z.ZodUnion)
    return SEPARATORS.test(text) ? [list(), text, number()] : [text, number(), list()];
  return [text];
}
