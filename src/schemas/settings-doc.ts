/** docs/settings.md, written from the schemas: what is a key there is a row here. */

import { ENVIRONMENT } from '../config/environment.js';
import {
  agencyRowSchema,
  type JsonSchema,
  listJsonSchema,
  listRowSchema,
  portalJsonSchema,
  settingsJsonSchema,
} from './json-schema.js';

/** The whole page. `npm run schema` writes it; a test compares it with the file. */
export function settingsDoc(): string {
  const portal = portalJsonSchema();
  const families = portal.properties?.columns?.items?.anyOf ?? [];
  const parts = [
    '# Settings',
    '`npm run schema` generates this page from the code, and a test compares the two: edit the schemas, not this page.',
    'Each row is one key: `limits.retries` is the key `retries` of the map `limits`, and `agencies[].name` the key `name` of each entry of the list `agencies`. Unknown keys are errors.',
    '## Environment',
    table(
      ['variable', 'default', 'meaning'],
      ENVIRONMENT.map(({ name, byDefault, description }) => [`\`${name}\``, byDefault, description]),
    ),
    '## nianbao.yaml',
    'The settings of all harvests, in the configuration folder. Every key is optional, and so is the file.',
    keyTable(settingsJsonSchema()),
    '## portals/*.yaml',
    'One file for each portal, in the same folder. [portals.md](portals.md) explains the keys at length.',
    keyTable(portal),
    ...families.flatMap((family) => [
      `### Columns of ${String(family.properties?.family?.const)}`,
      keyTable(family),
    ]),
    '## portals/*.list.yaml',
    'Many portals in one file, and what they have in common; [portals.md](portals.md#many-portals-in-one-file) explains it.',
    keyTable(withoutEntries(listJsonSchema())),
    '## portals/*.csv',
    "Many portals in one table, a row for each list of reports. The heads are these, the keys of a portal's file with dots (`limits.listPages`; not `agencies` and `columns`), and the keys of a column behind `columns.` (`columns.perPage`).",
    headTable(listRowSchema()),
    '## agencies/*.csv',
    'The registry of agencies, a row for each.',
    headTable(agencyRowSchema()),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The keys of a list itself: those of its portals stand above. */
function withoutEntries(list: JsonSchema): JsonSchema {
  const { defaults, families, portals } = list.properties ?? {};
  const own = (schema: JsonSchema | undefined): JsonSchema => ({
    ...schema,
    properties: {},
    items: { properties: {} },
  });
  return { ...list, properties: { defaults: own(defaults), families: own(families), portals: own(portals) } };
}

function headTable({ properties = {} }: JsonSchema): string {
  const rows = Object.entries(properties).map(([head, schema]) => [
    `\`${head}\``,
    typeOf(schema),
    schema.description ?? '',
  ]);
  return table(['head', 'type', 'meaning'], rows);
}

function keyTable(schema: JsonSchema): string {
  return table(['key', 'type', 'default', 'meaning'], rowsOf(schema, ''));
}

/** The keys of a map in their order, each followed by the keys within it. */
function rowsOf({ properties = {}, required = [] }: JsonSchema, path: string): string[][] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${path}${key}`;
    const inner = schema.items?.properties === undefined ? schema : schema.items;
    const innerPath = schema.items === undefined ? `${name}.` : `${name}[].`;
    const row = [
      `\`${name}\``,
      typeOf(schema),
      defaultOf(schema, required.includes(key)),
      schema.description ?? '',
    ];
    return [row, ...rowsOf(inner, innerPath)];
  });
}

function defaultOf(schema: JsonSchema, isRequired: boolean): string {
  if (isRequired) return 'required';
  const given = schema.default;
  const isMap = schema.type === 'object';
  if (given === undefined || isMap) return '';
  if (Array.isArray(given) && given.length === 0) return 'none';
  return `\`${JSON.stringify(given)}\``;
}

/** In words: what a value is, and its bounds. */
function typeOf(schema: JsonSchema): string {
  const { type, items, anyOf } = schema;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (Array.isArray(schema.enum))
    return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (anyOf !== undefined) return anyOf.map(typeOf).join(', or ');
  if (type === 'array')
    return items?.properties === undefined && items?.anyOf === undefined
      ? `list of ${typeOf(items ?? {})}`
      : 'list of maps';
  if (type === 'object') return 'map';
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'integer') return `whole number${boundsOf(schema)}`;
  if (type === 'number') return `number${boundsOf(schema)}`;
  if (type === 'null') return '`null`';
  return 'text';
}

function boundsOf(schema: JsonSchema): string {
  const least = bound(schema.minimum);
  const above = bound(schema.exclusiveMinimum);
  const most = bound(schema.maximum);
  const from = above === null ? least : `above ${above}`;
  if (from === null) return most === null ? '' : `, at most ${most}`;
  return most === null ? `, from ${from}` : `, ${from} to ${most}`;
}

/** A bound that somebody set, not the last number that a computer can count to. */
function bound(value: unknown): string | null {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? String(value) : null;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
