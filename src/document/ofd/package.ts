import { readMembers } from '../containers/zip-members.js';
import type { DocumentLimits } from '../model.js';
import type { XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import { OFD_XML } from './elements.js';

/** A page has its content, annotations, resources, and pictures of its own. */
const MEMBERS_A_PAGE = 50;

/** The parts of an OFD package that are XML: pictures, fonts and seals stay packed. */
export class OfdPackage {
  readonly #parts: ReadonlyMap<string, Uint8Array>;
  readonly #depth: number;

  /** @throws DocumentError of `readMembers` */
  constructor(bytes: Uint8Array, limits: DocumentLimits) {
    this.#depth = limits.depth;
    const most = { ...limits, pages: limits.pages * MEMBERS_A_PAGE };
    const parts = readMembers(bytes, most, (name) => /\.xml$/iu.test(name));
    this.#parts = new Map([...parts].map(([name, part]) => [keyOf(name), part]));
  }

  /** Whether the package has a table of what is encrypted in it (GM/T 0099). */
  get hasEncryption(): boolean {
    return [...this.#parts.keys()].some((name) => /(?:^|\/)(?:encrypt\w*|decryptseed)[^/]*$/u.test(name));
  }

  /** The part; null where it is not there. @throws DocumentError of `readXml` */
  read(path: string): XmlElement | null {
    const part = this.#parts.get(keyOf(path));
    return part === undefined ? null : readXml(part, path, this.#depth, OFD_XML);
  }

  /** Where a location in a part leads: from its own folder, else from the root, as careless writers mean it. */
  resolve(location: string, from: string): string {
    const path = location.trim().replaceAll('\\', '/');
    if (path.startsWith('/')) return normalise(path);
    const near = normalise(`${from.slice(0, from.lastIndexOf('/') + 1)}${path}`);
    return this.#parts.has(keyOf(near)) ? near : this.#parts.has(keyOf(path)) ? normalise(path) : near;
  }
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
