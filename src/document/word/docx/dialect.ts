import type { XmlElement } from '../../xml/element.js';
import type { XmlDialect } from '../../xml/read-xml.js';

/** Namespaces of Office Open XML, transitional and strict (ECMA-376 part 1, annex A), by their usual prefix. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel'],
  ['http://schemas.microsoft.com/office/2006/xmlPackage', 'pkg'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);

/** Extensions by Microsoft that put nothing in a document's text that its readers would not find. */
const UNDERSTOOD = /^http:\/\/schemas\.microsoft\.com\/office\/(?:word|drawing)\//;

/** `w:p` for the local name p of WordprocessingML; '' in namespaces that no reader asks for. */
function canonicalName(uri: string, local: string): string {
  if (uri === '') return local;
  const prefix = PREFIXES.get(uri);
  return prefix === undefined ? '' : `${prefix}:${local}`;
}

/** Whether the readers see what there is to see in elements of the namespace. */
function isUnderstood(uri: string): boolean {
  return PREFIXES.has(uri) || UNDERSTOOD.test(uri);
}

/** What an attribute `Requires` says once its namespaces are understood. */
const MET = 'understood';

/**
 * Office Open XML: names carry the usual prefixes whatever the part's own are (`w:p`), and `mc:AlternateContent` is
 * what its first choice holds whose namespaces are understood, else its fallback (ECMA-376 part 3, 9.3).
 */
export const WORD_XML: XmlDialect = {
  nameOf: canonicalName,
  prefixList: {
    attribute: 'Requires',
    valueOf: (namespaces) => (namespaces.every(isUnderstood) ? MET : ''),
  },
  insteadOf: (element) =>
    element.name === 'mc:AlternateContent' ? (chosenBranch(element)?.children ?? []) : null,
};

function chosenBranch({ children }: XmlElement): XmlElement | undefined {
  return (
    children.find((child) => child.name === 'mc:Choice' && child.attribute('Requires') === MET) ??
    children.find(({ name }) => name === 'mc:Fallback')
  );
}
