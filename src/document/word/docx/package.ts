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
  const parts = new Package(bytes, limits);
  const package_ = parts.relations('');
  const main = package_.get(MAIN) ?? 'word/document.xml';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const own = parts.relations(main);
  const document = parts.xml(main);
  if (document === undefined) {
    throw new DocumentError('damaged', 'the Word file has no main part', { hint: 'fetch the file again' });
  }
  return {
    document,
    styles: parts.xml(own.get('/styles') ?? `${folder}styles.xml`),
    numbering: parts.xml(own.get('/numbering') ?? `${folder}numbering.xml`),
    properties: parts.xml(package_.get(PROPERTIES) ?? 'docProps/core.xml'),
  };
}

class Package {
  #left: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly limits: DocumentLimits,
  ) {
    this.#left = limits.unpacked;
  }

  /** A part's root element. Names are equal whatever the case of their letters (9.1.1.4). */
  xml(name: string): XmlElement | undefined {
    const wanted = name.toLowerCase();
    const limits = { ...this.limits, unpacked: this.#left };
    const [found] = readMembers(this.bytes, limits, (member) => member.toLowerCase() === wanted).values();
    if (found === undefined) return undefined;
    this.#left -= found.length;
    return readXml(found, name, this.limits.depth, WORD_XML);
  }

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
