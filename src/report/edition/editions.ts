import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../errors.js';
import { configDirectory } from '../../place/directory.js';
import { readYaml } from '../../place/yaml.js';
import { Sha256 } from '../../sha256.js';
import { buildEdition, type Edition, type Indicator } from './edition.js';
import { editionSchema } from './schema.js';

/** The editions of the form, with what names the rules that figures are derived by. */
export interface Editions {
  /** The configuration folder they were loaded from. */
  readonly folder: string;
  /** Newest first. */
  readonly all: readonly Edition[];
  /** Every indicator of every edition, once: in the order of the newest edition that has it. */
  readonly indicators: readonly CatalogueEntry[];
  /** Digest of the editions' content: part of the extractor's revision. */
  readonly digest: string;
}

export interface CatalogueEntry extends Indicator {
  /** Ids of the editions that have it, oldest first. */
  readonly editions: readonly string[];
}

/**
 * Loads config/editions/*.yaml.
 * @throws ConfigError with file, line and column where a file does not say what it must.
 */
export function loadEditions(directory = configDirectory()): Editions {
  const folder = join(directory, 'editions');
  let names: string[];
  try {
    names = readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort();
  } catch (cause) {
    throw new ConfigError("the folder of the form's editions cannot be read", { file: folder, cause });
  }
  if (names.length === 0) throw new ConfigError('no edition of the form is configured', { file: folder });
  const hash = new Sha256();
  const editions = names.map((name) => {
    const file = join(folder, name);
    const parsed = readYaml(file, (value) => editionSchema.parse(value));
    hash.add(JSON.stringify(parsed));
    try {
      return buildEdition(parsed);
    } catch (cause) {
      throw new ConfigError(cause instanceof Error ? cause.message : String(cause), { file, cause });
    }
  });
  const all = editions.sort((a, b) => b.years.from - a.years.from);
  return { folder: directory, all, indicators: catalogue(all), digest: hash.digest() };
}

function catalogue(editions: readonly Edition[]): readonly CatalogueEntry[] {
  const entries = new Map<string, CatalogueEntry>();
  for (const edition of editions) {
    for (const indicator of edition.indicators) {
      const known = entries.get(indicator.id);
      const ids = [edition.id, ...(known?.editions ?? [])];
      entries.set(indicator.id, { ...(known ?? indicator), editions: ids });
    }
  }
  return [...entries.values()];
}

/** The edition in force for a report year; undefined before the first. */
export function editionInForce(editions: readonly Edition[], year: number): Edition | undefined {
  return editions.find((e) => e.years.from <= year && year <= (e.years.to ?? Number.POSITIVE_INFINITY));
}
