/** A portal list as YAML: config/portals/<name>.list.yaml. It also has the defaults of the table beside it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { families } from '../../../../crawlers/families/registry.js';
import { ConfigError } from '../../../errors.js';
import { parseYamlParts, type YamlParts } from '../../../place/yaml.js';
import { PORTAL_ID, portalIdOf } from '../id.js';
import { portalShape } from '../schema.js';
import { draftPortal, type Keys, type ListDefaults } from './draft.js';
import { OWN_HEADS, settingsOf } from './keys.js';
import type { ListedPortal, ReadList } from './listed.js';

const KNOWN = [...families.keys()].join(', ');
const address = z
  .string()
  .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), 'must begin with http:// or https://');
const family = z
  .string()
  .refine((id) => families.has(id), { error: `no such family; known families: ${KNOWN}` });

/** What all portals of a list have in common: keys of a portal's file, but for those that each has for itself. */
export const listDefaultsSchema = portalShape
  .omit({ name: true, baseUrl: true, columns: true, agencies: true })
  .partial()
  .extend({ family: family.optional().describe('The family of columns that name none.') });

/** An entry of `portals`, of which the portal's own keys are looked at when it is made. */
export const listEntrySchema = z.looseObject({
  id: z
    .string()
    .regex(PORTAL_ID, 'must be lower-case letters, digits and hyphens')
    .optional()
    .describe(OWN_HEADS.id),
  url: address.optional().describe(OWN_HEADS.url),
  family: family.optional().describe(OWN_HEADS.family),
  columns: z.array(z.looseObject({ family: z.string().optional() })).optional(),
});

const listSchema = z.strictObject({
  defaults: listDefaultsSchema.prefault({}),
  families: z.record(z.string(), z.record(z.string(), z.unknown())).default({}).superRefine(refuseUnknown),
  portals: z.array(z.unknown()).default([]),
});

export interface ListFile extends ReadList {
  readonly defaults: ListDefaults;
}

/** @throws ConfigError for a file that is no list; what is wrong in one entry is among the faults */
export function readListFile(file: string): ListFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError('the file cannot be read', { file, cause });
  }
  return parseYamlParts(text, file, (value, yaml) => {
    const list = yaml.at([], () => listSchema.parse(value ?? {}));
    const defaults = {
      portal: writtenDefaults(value),
      family: list.defaults.family ?? null,
      families: list.families,
    };
    const faults: ConfigError[] = [];
    const portals = list.portals.flatMap((entry, index) => {
      try {
        return [entryOf(entry, index, { file, yaml, defaults })];
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        faults.push(error);
        return [];
      }
    });
    return { defaults, portals, faults };
  });
}

interface Parts {
  readonly file: string;
  readonly yaml: YamlParts;
  readonly defaults: ListDefaults;
}

function entryOf(entry: unknown, index: number, { file, yaml, defaults }: Parts): ListedPortal {
  const path = ['portals', index];
  const {
    id: given,
    url = null,
    family: named,
    columns,
    ...own
  } = yaml.at(path, () => listEntrySchema.parse(entry));
  const family = named ?? defaults.family;
  if (url !== null && columns !== undefined) throw yaml.fault([...path, 'url'], 'give `url` or `columns`');
  if (url !== null && family === null) throw yaml.fault([...path, 'url'], 'a family is missing');
  const short = url === null || family === null ? [] : [{ family, url: new URL(url), settings: {} }];
  const long = columns?.map(({ family: of, ...settings }) => ({
    family: of ?? family ?? '',
    url: null,
    settings,
  }));
  const value = draftPortal(own, long ?? short, defaults);
  const id = given ?? idIn(value.baseUrl);
  if (id === null) throw yaml.fault(path, 'an id is missing, and so is an address to take it from');
  return {
    id,
    file,
    where: `portals[${index}]`,
    value,
    at: (work) => yaml.at(path, work),
    fault: (message, hint) => yaml.fault(path, message, hint),
  };
}

function idIn(baseUrl: unknown): string | null {
  return typeof baseUrl === 'string' && URL.canParse(baseUrl) ? portalIdOf(new URL(baseUrl).host) : null;
}

/** The defaults as they were written: what zod adds for keys left out is not of the list's choosing. */
function writtenDefaults(value: unknown): Keys {
  const { defaults } = writtenSchema.parse(value ?? {});
  const { family: _, ...portal } = defaults;
  return portal;
}
const writtenSchema = z.looseObject({ defaults: z.record(z.string(), z.unknown()).default({}) });

function refuseUnknown(
  given: Readonly<Record<string, Keys>>,
  context: z.RefinementCtx<Readonly<Record<string, Keys>>>,
): void {
  for (const [id, settings] of Object.entries(given)) {
    const known = settingsOf(id);
    if (!families.has(id))
      context.addIssue({ code: 'custom', path: [id], message: `no such family; known families: ${KNOWN}` });
    else
      for (const key of Object.keys(settings))
        if (!known.has(key))
          context.addIssue({
            code: 'custom',
            path: [id, key],
            message: `no such setting; ${id} has ${[...known.keys()].join(', ')}`,
          });
  }
}
