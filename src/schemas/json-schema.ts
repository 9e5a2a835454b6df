/**
 * The JSON Schemas of the configuration, for editors: they complete keys, explain them, and underline mistakes.
 * The zod schemas are the truth; `npm run schema` writes these from them.
 */
import { z } from 'zod';
import { families } from '../../crawlers/families/registry.js';
import { portalSchema } from '../config/portal/schema.js';
import { settingsSchema } from '../config/settings/settings.js';
import { measuresSchema } from '../measures/measure-schema.js';

/** The part of JSON Schema that is used here. */
export interface JsonSchema {
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

/** What a portal's file may say; each column has the keys of its own family. */
export function portalJsonSchema(): JsonSchema {
  const schema = toJson(portalSchema);
  const { properties = {} } = schema;
  const columns = { ...properties.columns, items: { anyOf: [...families.keys()].map(columnJsonSchema) } };
  return {
    ...schema,
    title: 'A portal of nianbao: config/portals/<name>.yaml',
    properties: { ...properties, columns },
  };
}

/** What nianbao.yaml may say. */
export function settingsJsonSchema(): JsonSchema {
  return { ...toJson(settingsSchema), title: 'The settings of nianbao: config/nianbao.yaml' };
}

/** What measures.yaml may say. */
function measuresJsonSchema(): JsonSchema {
  return { ...toJson(measuresSchema), title: 'Derived measures: config/measures.yaml' };
}

/** The files below config/, by name. */
export const SCHEMA_FILES: Readonly<Record<string, () => JsonSchema>> = {
  'portal.schema.json': portalJsonSchema,
  'nianbao.schema.json': settingsJsonSchema,
  'measures.schema.json': measuresJsonSchema,
};

function columnJsonSchema(id: string): JsonSchema {
  const family = families.get(id);
  const { $schema: _, ...own } = family === undefined ? {} : toJson(family.schema);
  return {
    ...own,
    properties: { family: { const: id, description: `The family ${id}.` }, ...own.properties },
    required: ['family', ...(own.required ?? [])],
  };
}

function toJson(schema: z.ZodType): JsonSchema {
  return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })));
}
