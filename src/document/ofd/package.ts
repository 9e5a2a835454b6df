import { unzipSync } from 'fflate';
import { DocumentError } from '../../errors.js';
import type { DocumentLimits } from '../model.js';
import { type OfdElement, parseOfdXml } from './xml.js';

const LOCAL_HEADER = [0x50, 0x4b, 0x03, 0x04];
/** Where a local header keeps its flags; the lowest bit tells encryption. */
const FLAGS = 6;

/** The parts of an OFD package that are XML: pictures, fonts and seals stay packed. */
export class OfdPackage {
  readonly #parts: ReadonlyMap<string, Uint8Array>;
  readonly #depth: number;

  /** @throws DocumentError `damaged`, `encrypted`, `too_large` */
  constructor(bytes: Uint8Array, limits: DocumentLimits) {
    this.#depth = limits.depth;
    const parts = unzip(bytes, limits);
    this.#parts = new Map(Object.entries(parts).map(([name, part]) => [keyOf(name), part]));
  }

  /** Whether the package has a table of what is encrypted in it (GM/T 0099). */
  get hasEncryption(): boolean {
    return [...this.#parts.keys()].some((name) => /(?:^|\/)(?:encrypt\w*|decryptseed)[^/]*$/u.test(name));
  }

  /** The part, or null where it is not there or no XML. */
  read(path: string): OfdElement | null {
    const part = this.#parts.get(keyOf(path));
    if (part === undefined) return null;
    const element = parseOfdXml(decode(part), this.#depth);
    return element.name === '' ? null : element;
  }

  /** Where a location in a part leads: from its own folder, else from the root, as careless writers mean it. */
  resolve(location: string, from: string): string {
    const path = location.trim().replaceAll('\\', '/');
    if (path.startsWith('/')) return normalise(path);
    const near = normalise(`${from.slice(0, from.lastIndexOf('/') + 1)}${path}`);
    return this.#parts.has(keyOf(near)) ? near : this.#parts.has(keyOf(path)) ? normalise(path) : near;
  }
}

function unzip(bytes: Uint8Array, limits: DocumentLimits): Record<string, Uint8Array> {
  if (LOCAL_HEADER.every((byte, i) => bytes[i] === byte) && ((bytes[FLAGS] ?? 0) & 1) === 1) {
    throw new DocumentError('encrypted', 'the OFD file is a ZIP archive with a password');
  }
  let unpacked = 0;
  let members = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        members += 1;
        if (members > limits.pages * MEMBERS_A_PAGE) throw tooLarge(`more than ${members - 1} members`);
        if (!/\.xml$/iu.test(name)) return false;
        unpacked += originalSize;
        if (unpacked > limits.unpacked) throw tooLarge(`more than ${limits.unpacked} bytes`);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DocumentError('damaged', `the OFD file can't be unpacked: ${reason}`, { cause: error });
  }
}

/** A page has its content, annotations, resources, and pictures of its own. */
const MEMBERS_A_PAGE = 50;

function tooLarge(what: string): DocumentError {
  return new DocumentError('too_large', `the OFD file unpacks to ${what}`);
}

/** UTF-8 is the rule; a byte order mark tells otherwise. */
function decode(part: Uint8Array): string {
  const [a, b] = part;
  const label = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label).decode(part);
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function keyOf(path: string): string {
  return normalise(path.replaceAll('\\', '/')).toLowerCase();
}
