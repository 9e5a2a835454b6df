/** Keys of a portal's file as heads of a table: nested ones with dots, those of a column behind `columns.`. */
import { z } from 'zod';
import { families } from '../../../../crawlers/families/registry.js';
import { portalShape } from '../schema.js';

/** Heads that are no keys of a portal's file. */
export const OWN_HEADS = {
  id: "The portal's name in commands and in the archive, in lower-case letters, digits and hyphens; by default from the host: `www.pinghu.gov.cn` is `pinghu`. Rows with one id are lists of one portal.",
  url: 'The address of the page that lists the reports. `baseUrl` and the settings that say where the list is follow from it.',
  family: 'The family that reads the list, as in `columns`.',
} as const;

/** What people may write over a column instead. */
const CHINESE: Readonly<Record<string, string>> = {
  标识: 'id',
  名称: 'name',
  行政区划代码: 'region',
  区划代码: 'region',
  网址: 'url',
  栏目地址: 'url',
  系统: 'family',
  启用: 'enabled',
  停用原因: 'disabledReason',
};

/** Lists of maps do not fit into a cell. */
const NOT_IN_TABLES = new Set(['agencies', 'columns']);
const COLUMN = 'columns.';

/** The schema of each key of a portal, by head. */
export const PORTAL_HEADS: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(portalShape.shape).flatMap(([key, schema]): [string, z.ZodType][] => {
    if (NOT_IN_TABLES.has(key)) return [];
    const inner = bare(schema);
    if (!(inner instanceof z.ZodObject)) return [[key, schema]];
    return Object.entries(shapeOf(inner)).map(([name, value]) => [`${key}.${name}`, value]);
  }),
);

/** The schema of each setting of a family, by its name; empty for no family. */
export function settingsOf(family: string): ReadonlyMap<string, z.ZodType> {
  const known = settings.get(family);
  if (known !== undefined) return known;
  const schema = families.get(family)?.schema;
  const inner = schema === undefined ? null : bare(schema);
  const own = new Map(inner instanceof z.ZodObject ? Object.entries(shapeOf(inner)) : []);
  settings.set(family, own);
  return own;
}
const settings = new Map<string, ReadonlyMap<string, z.ZodType>>();

/** Every head that a portal list may have. */
export const HEADS: readonly string[] = [
  ...new Set([
    'id',
    'name',
    'region',
    'url',
    'family',
    ...PORTAL_HEADS.keys(),
    ...[...families.keys()].flatMap((family) => [...settingsOf(family).keys()].map(columnHead)),
  ]),
];
const KNOWN = new Set(HEADS);

/** A head as a file has it → its key; null for what is no head. */
export function headOf(text: string): string | null {
  const head = CHINESE[text] ?? text;
  return KNOWN.has(head) ? head : null;
}

/** The head of a column's setting. */
export function columnHead(setting: string): string {
  return `${COLUMN}${setting}`;
}

/** The setting that a head is of; null for heads of the portal. */
export function settingIn(head: string): string | null {
  return head.startsWith(COLUMN) ? head.slice(COLUMN.length) : null;
}

/** A schema without what makes it optional, gives it a default or transforms its output. */
export function bare(schema: z.ZodType): z.ZodType {
  let inner: unknown = schema;
  for (;;) {
    if (inner instanceof z.ZodPipe) inner = inner.in;
    else if (
      inner instanceof z.ZodOptional ||
      inner instanceof z.ZodDefault ||
      inner instanceof z.ZodPrefault ||
      inner instanceof z.ZodNullable
    )
      inner = inner.unwrap();
    else if (inner instanceof z.ZodType) return inner;
    else throw new Error('a schema of another kind than those of the configuration');
  }
}

function shapeOf(schema: z.ZodObject): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(
    Object.entries(schema.shape).flatMap(([key, value]) =>
      value instanceof z.ZodType ? [[key, value]] : [],
    ),
  );
}
