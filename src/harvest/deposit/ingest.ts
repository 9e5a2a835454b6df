import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Archive } from '../../../storage/contract/archive.js';
import { defined } from '../../defined.js';
import { NianbaoError } from '../../errors.js';
import { inOrder } from '../../in-order.js';
import { payloadDigest } from '../../report/digest.js';
import type { ReportHints, ReportKind } from '../../report/model.js';
import type { Derived } from '../derive/derive.js';
import type { Deriver } from '../derive/deriver.js';
import { deposit } from './deposit.js';
import type { Deposit, DepositResult } from './deposit-model.js';
import { deriveDeposit } from './judge-deposit.js';

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

/** A file and what came of it: null where it can't be read, for a reason. */
export type IngestedFile =
  | { readonly file: string; readonly result: DepositResult }
  | { readonly file: string; readonly result: null; readonly reason: string };

/**
 * Puts local files into the archive, each as one more state of the report that it holds. What the user states of agency,
 * year and kind goes before what a file says. They are put there one after the other, in their order, while the next ones are
 * read.
 *
 * @param ahead files that are read at once
 * @throws what keeps the archive from being written
 */
export async function* ingestFiles(
  files: readonly string[],
  options: IngestOptions,
  ahead: number,
): AsyncGenerator<IngestedFile> {
  const { archive, deriver } = options;
  const read = async (file: string): Promise<Read> => {
    try {
      const input = await depositOf(file, options);
      const known = await archive.source(input.source.url);
      // what the archive holds already is seldom judged again
      if (known?.payload === payloadDigest(input.bytes)) return { file, input, derived: null };
      const [derived] = await Promise.allSettled([deriveDeposit(deriver, input)]);
      return { file, input, derived };
    } catch (error) {
      if (error instanceof NianbaoError && error.code === 'unreadable_file')
        return { file, input: null, reason: error.message };
      throw error;
    }
  };
  for await (const one of inOrder(files, ahead, read)) {
    if (one.input === null) yield { file: one.file, result: null, reason: one.reason };
    else {
      const own = one.derived === null ? deriver : knowing(deriver, one.input, one.derived);
      yield { file: one.file, result: await deposit(archive, own, one.input) };
    }
  }
}

/** A file that was read, and derived unless the archive holds it. */
type Read =
  | {
      readonly file: string;
      readonly input: Deposit;
      readonly derived: PromiseSettledResult<Derived> | null;
    }
  | { readonly file: string; readonly input: null; readonly reason: string };

/** A deriver that has derived one deposit already. */
function knowing(deriver: Deriver, input: Deposit, derived: PromiseSettledResult<Derived>): Deriver {
  return {
    editions: deriver.editions,
    derive: (bytes, options) => {
      if (bytes !== input.bytes) return deriver.derive(bytes, options);
      return derived.status === 'fulfilled' ? Promise.resolve(derived.value) : Promise.reject(derived.reason);
    },
    close: () => deriver.close(),
  };
}

async function depositOf(file: string, options: IngestOptions): Promise<Deposit> {
  const started = performance.now();
  const bytes = await readLocalFile(file);
  const stated = defined({ agency: options.agency, year: options.year, kind: options.kind });
  const url = pathToFileURL(resolve(file)).href;
  return {
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
  };
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
