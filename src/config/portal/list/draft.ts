/** From what a list says of a portal to what its own file would say. */
import { families } from '../../../../crawlers/families/registry.js';

export type Keys = Readonly<Record<string, unknown>>;

/** What holds for every portal of a list, unless it says otherwise. */
export interface ListDefaults {
  /** Keys of a portal's file. */
  readonly portal: Keys;
  /** The family of columns that name none. */
  readonly family: string | null;
  /** Settings of columns, by family. */
  readonly families: Readonly<Record<string, Keys>>;
}

export const NO_DEFAULTS: ListDefaults = { portal: {}, family: null, families: {} };

/** One list of reports, as a row or an entry has it. */
export interface DraftColumn {
  readonly family: string;
  /** Where the list is; null where the settings say it. */
  readonly url: URL | null;
  readonly settings: Keys;
}

/** A portal's keys as its own file would have them; its columns are given apart. */
export function draftPortal(own: Keys, columns: readonly DraftColumn[], defaults: ListDefaults): Keys {
  const urls = columns.flatMap(({ url }) => (url === null ? [] : [url]));
  const [first] = urls;
  const given = typeof own.baseUrl === 'string' && URL.canParse(own.baseUrl) ? new URL(own.baseUrl) : null;
  const base = own.baseUrl === undefined ? first : given;
  const baseUrl = own.baseUrl === undefined && base !== undefined ? { baseUrl: `${base?.origin}/` } : {};
  const hosts = new Set([base, ...urls].flatMap((url) => url?.host ?? []));
  return {
    ...(hosts.size > 1 ? { hosts: [...hosts] } : {}),
    ...merge(defaults.portal, { ...own, ...baseUrl }),
    columns: columns.map((column) => draftColumn(column, base?.origin ?? null, defaults)),
  };
}

/** A column's settings: its own before those in its address, and these before those of the list for the family. */
function draftColumn(
  { family, url, settings }: DraftColumn,
  origin: string | null,
  { families: of }: ListDefaults,
): Keys {
  return { family, ...of[family], ...(url === null ? {} : addressed(family, url, origin)), ...settings };
}

function addressed(family: string, url: URL, origin: string | null): Keys {
  const said = families.get(family)?.addressed?.(url.href) ?? { page: `${url.pathname}${url.search}` };
  if (url.origin === origin) return said;
  // on another host than the portal's, a path alone would name a page of the wrong one
  return Object.fromEntries(
    Object.entries(said).map(([key, value]) =>
      typeof value === 'string' && value.startsWith('/') ? [key, new URL(value, url).href] : [key, value],
    ),
  );
}

/** Maps within are merged key by key, anything else is replaced. */
function merge(usual: Keys, own: Keys): Keys {
  const inner = Object.entries(own).map(([key, value]) => {
    const before = usual[key];
    return [key, isMap(before) && isMap(value) ? { ...before, ...value } : value] as const;
  });
  return { ...usual, ...Object.fromEntries(inner) };
}

function isMap(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
