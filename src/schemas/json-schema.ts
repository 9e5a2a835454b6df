/**
 * The JSON Schemas of the configuration, for editors: they complete keys, explain them, and underline mistakes.
 * The zod schemas are the truth; `npm run schema` writes these from them.
 */
import { z } from 'zod';
import { families } from '../../crawlers/families/registry.js';
import { AGENCY_HEADS } from '../config/agencies.js';
import { listDefaultsSchema, listEntrySchema } from '../config/portal/list/list-file.js';
import { agencySchema, portalSchema } from '../config/portal/schema.js';
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

/** What a portal list may say: the keys of a portal, and what saves writing them for each. */
export function listJsonSchema(): JsonSchema {
  const portal = portalJsonSchema();
  const { properties: own } = listRowSchema();
  const families = (portal.properties?.columns?.items?.anyOf ?? []).flatMap(
    (column): [string, JsonSchema][] => {
      const { properties: { family, ...settings } = {}, description: _, required: __, ...rest } = column;
      return family === undefined ? [] : [[String(family.const), { ...rest, properties: settings }]];
    },
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A list of portals: config/portals/<name>.list.yaml',
    type: 'object',
    additionalProperties: false,
    properties: {
      defaults: {
        ...withoutMeta(toJson(listDefaultsSchema)),
        description:
          'Keys of all portals of the list, and of the table of the same name, which each may say otherwise.',
      },
      families: {
        type: 'object',
        additionalProperties: false,
        description: 'Settings of all columns of a family, which each may say otherwise.',
        properties: Object.fromEntries(
          families.map(([id, schema]) => [id, { ...schema, description: `Settings of columns of ${id}.` }]),
        ),
      },
      portals: {
        type: 'array',
        description: 'The portals of the list, each with the keys that a file of its own would have.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: { ...own, ...portal.properties },
        },
      },
    },
  };
}

/** What a row of a portal list says beside the keys of a portal. */
export function listRowSchema(): JsonSchema {
  const { columns: _, ...properties } = toJson(listEntrySchema).properties ?? {};
  return { properties };
}

/** What a row of the registry of agencies says. */
export function agencyRowSchema(): JsonSchema {
  const own = Object.entries(AGENCY_HEADS).map(([head, description]) => [
    head,
    { type: 'string', description },
  ]);
  return { properties: { ...Object.fromEntries(own), ...toJson(agencySchema).properties } };
}

function withoutMeta({ $schema: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
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
  'portal-list.schema.json': listJsonSchema,
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
