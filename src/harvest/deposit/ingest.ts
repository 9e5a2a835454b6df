import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Archive } from '../../../storage/contract/archive.js';
import { defined } from '../../defined.js';
import { NianbaoError } from '../../errors.js';
import type { ReportHints, ReportKind } from '../../report/model.js';
import type { Deriver } from '../derive/deriver.js';
import { deposit } from './deposit.js';
import type { DepositResult } from './deposit-model.js';

export interface IngestOptions {
  readonly archive: Archive;
  readonly deriver: Deriver;
  readonly agency?: string;
  readonly year?: number;
  readonly kind?: ReportKind;
  /** The region of an agency that the user or a portal's table knows; null where neither does. */
  readonly regionOf: (agency: string) => string | null;
  readonly agencies?: ReportHints['agencies'];
  readonly now?: () => Date;
}

/**
 * Puts a local file into the archive, as one more state of the report that it holds. What the user states of
 * agency, year and kind goes before what the file says.
 * @throws NianbaoError `unreadable_file`
 */
export async function ingestFile(file: string, options: IngestOptions): Promise<DepositResult> {
  const started = performance.now();
  const bytes = await readLocalFile(file);
  const stated = defined({ agency: options.agency, year: options.year, kind: options.kind });
  const url = pathToFileURL(resolve(file)).href;
  return deposit(options.archive, options.deriver, {
    source: { url, kind: 'file', portal: null, listing: stated },
    capture: {
      run: null,
      at: (options.now ?? (() => new Date()))(),
      method: 'FILE',
      status: null,
      headers: {},
      finalUrl: null,
      bytes: bytes.length,
      milliseconds: Math.round(performance.now() - started),
      reason: null,
    },
    bytes,
    mediaType: null,
    validators: { etag: null, lastModified: null },
    hints: { stated, ...defined({ agencies: options.agencies }) },
    regionOf: (agency) => regionOf(agency, options),
    speculative: false,
  });
}

/** A report that is in the archive already keeps its region, or its agency would be two. */
async function regionOf(agency: string, options: IngestOptions): Promise<string> {
  const stated = options.regionOf(agency);
  if (stated !== null) return stated;
  const known = new Set((await options.archive.reports({ agency })).map((r) => r.report.region));
  const [only] = known;
  return known.size === 1 && only !== undefined ? only : '';
}

/** The bytes of a local file. @throws NianbaoError `unreadable_file` that says why */
export async function readLocalFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    const reasons: Record<string, string> = {
      ENOENT: 'no such file',
      EISDIR: 'is a folder',
      EACCES: 'may not be read',
    };
    throw new NianbaoError('unreadable_file', reasons[String(code)] ?? "can't be read", { file, cause });
  }
}
