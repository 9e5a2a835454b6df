import { DocumentError } from '../../../errors.js';
import { readMembers } from '../../containers/zip-members.js';
import type { DocumentLimits } from '../../model.js';
import type { XmlElement } from '../../xml/element.js';
import { readXml } from '../../xml/read-xml.js';
import { WORD_XML } from './dialect.js';

/** The parts of a Word file that its text comes from; a part that is not there is undefined. */
export interface WordParts {
  readonly document: XmlElement;
  readonly styles: XmlElement | undefined;
  readonly numbering: XmlElement | undefined;
  /** Dublin Core properties: the title that the file says it has. */
  readonly properties: XmlElement | undefined;
}

const MAIN = '/officeDocument';
const PROPERTIES = '/core-properties';

/**
 * Opens a package (ECMA-376 part 2) and follows its relationships: parts may have any name. What they do not
 * name is looked for where every known program puts it.
 *
 * @throws DocumentError of `readMembers` and `readXml`; `damaged` where there is no main part
 */
export function openWordPackage(bytes: Uint8Array, limits: DocumentLimits): WordParts {
  return wordParts(new ZipPackage(bytes, limits));
}

/**
 * Opens a package that is one XML file (flat OPC): each part is an element of it.
 *
 * @throws DocumentError of `readXml`; `damaged` where there is no main part; `unsupported` where it is no Word file
 */
export function openFlatPackage(bytes: Uint8Array, limits: DocumentLimits): WordParts {
  const parts = wordParts(new FlatPackage(bytes, limits));
  if (parts.document.name !== 'w:document')
    throw new DocumentError(
      'unsupported',
      'this is an Office file in one XML file (flat OPC), but no Word file',
    );
  return parts;
}

function wordParts(parts: Package): WordParts {
  const package_ = parts.relations('');
  const main = package_.get(MAIN) ?? 'word/document.xml';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const own = parts.relations(main);
  const document = parts.xml(main);
  if (document === undefined) {
    throw new DocumentError('damaged', 'the Word file has no main part');
  }
  return {
    document,
    styles: parts.xml(own.get('/styles') ?? `${folder}styles.xml`),
    numbering: parts.xml(own.get('/numbering') ?? `${folder}numbering.xml`),
    properties: parts.xml(package_.get(PROPERTIES) ?? 'docProps/core.xml'),
  };
}

/** Parts by their names. */
abstract class Package {
  /** A part's root element. Names are equal whatever the case of their letters (9.1.1.4). */
  abstract xml(name: string): XmlElement | undefined;

  /** Targets by the last word of their type; of several of one type, the first. '' is the package itself. */
  relations(part: string): Map<string, string> {
    const slash = part.lastIndexOf('/') + 1;
    const root = this.xml(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
    const targets = new Map<string, string>();
    for (const relation of root?.children ?? []) {
      if (relation.name !== 'rel:Relationship' || relation.attribute('TargetMode') === 'External') continue;
      const type = relation.attribute('Type') ?? '';
      const last = type.slice(type.lastIndexOf('/'));
      const target = relation.attribute('Target');
      if (target !== undefined && !targets.has(last))
        targets.set(last, resolve(part.slice(0, slash), target));
    }
    return targets;
  }
}

class FlatPackage extends Package {
  readonly #parts = new Map<string, XmlElement>();

  constructor(bytes: Uint8Array, limits: DocumentLimits) {
    super();
    for (const part of readXml(bytes, 'the file', limits.depth, WORD_XML).children) {
      const name = part.attribute('pkg:name')?.replace(/^\//, '').toLowerCase();
      const root = part.child('pkg:xmlData')?.children[0];
      if (part.name !== 'pkg:part' || name === undefined || root === undefined) continue;
      if (this.#parts.has(name)) {
        throw new DocumentError('damaged', `two parts are named ${name}`);
      }
      this.#parts.set(name, root);
    }
  }

  xml(name: string): XmlElement | undefined {
    return this.#parts.get(name.toLowerCase());
  }
}

class ZipPackage extends Package {
  #left: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly limits: DocumentLimits,
  ) {
    super();
    this.#left = limits.unpacked;
  }

  xml(name: string): XmlElement | undefined {
    const wanted = name.toLowerCase();
    const limits = { ...this.limits, unpacked: this.#left };
    const [found] = readMembers(this.bytes, limits, (member) => member.toLowerCase() === wanted).values();
    if (found === undefined) return undefined;
    this.#left -= found.length;
    return readXml(found, name, this.limits.depth, WORD_XML);
  }
}

/** A target relative to a folder (9.3): no address, only the name of a part. */
function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}
