import { DocumentError } from '../../errors.js';
import { readMembers } from '../containers/zip-members.js';
import type { DocumentLimits } from '../model.js';
import type { XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import { OPEN_DOCUMENT } from './dialect.js';

/** What a file's text comes from. */
export interface OpenDocument {
  /** `office:text` or `office:spreadsheet` */
  readonly body: XmlElement;
  /** What holds styles: the common ones, then the automatic ones of the body. */
  readonly styles: readonly XmlElement[];
  /** The title that the file says it has, or ''. */
  readonly title: string;
}

const CONTENT = 'content.xml';
const STYLES = 'styles.xml';
const META = 'meta.xml';
const MANIFEST = 'META-INF/manifest.xml';
const ENCRYPTED = 'encrypted-package';
const WANTED: ReadonlySet<string> = new Set([CONTENT, STYLES, META, MANIFEST, ENCRYPTED]);

/**
 * Opens a package of OpenDocument (part 2), as .odt and .ods files are.
 *
 * @throws DocumentError of `readMembers` and `readXml`; `encrypted`; `damaged`, where the content is missing;
 *   `unsupported`, where it is neither a text nor a spreadsheet
 */
export function openPackage(bytes: Uint8Array, limits: DocumentLimits): OpenDocument {
  const members = readMembers(bytes, limits, (name) => WANTED.has(name));
  const part = (name: string): XmlElement | undefined => {
    const found = members.get(name);
    return found === undefined ? undefined : readXml(found, name, limits.depth, OPEN_DOCUMENT);
  };
  const files = part(MANIFEST)?.children ?? [];
  if (members.has(ENCRYPTED) || files.some((file) => file.child('manifest:encryption-data') !== undefined))
    throw new DocumentError('encrypted', 'the file is under a password');
  const content = part(CONTENT);
  if (content === undefined) {
    throw new DocumentError('damaged', `the OpenDocument file has no ${CONTENT}`);
  }
  return openParts([part(STYLES), content], part(META) ?? content);
}

/** Opens a file of OpenDocument that is one XML file (.fodt, .fods). @throws DocumentError as `openPackage` */
export function openFlat(bytes: Uint8Array, limits: DocumentLimits): OpenDocument {
  const root = readXml(bytes, 'the file', limits.depth, OPEN_DOCUMENT);
  return openParts([root], root);
}

function openParts(parts: readonly (XmlElement | undefined)[], meta: XmlElement): OpenDocument {
  const content = parts.at(-1);
  const body = content?.child('office:body');
  const inside = body?.child('office:text') ?? body?.child('office:spreadsheet');
  if (inside === undefined) {
    throw new DocumentError(
      'unsupported',
      'this is an OpenDocument file that is neither a text nor a spreadsheet',
      {
        hint: 'readable are .odt, .ods, .fodt and .fods',
      },
    );
  }
  // automatic styles of styles.xml are those of headers and footers
  const styles = [
    ...parts.map((part) => part?.child('office:styles')),
    content?.child('office:automatic-styles'),
  ];
  return {
    body: inside,
    styles: styles.filter((one) => one !== undefined),
    title: textOf(meta.child('office:meta')?.child('dc:title')),
  };
}

/** All characters in an element. */
export function textOf(element: XmlElement | undefined): string {
  return element === undefined ? '' : element.text + element.children.map(textOf).join('');
}
