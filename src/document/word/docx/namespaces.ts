/** Namespaces of Office Open XML, transitional and strict (ECMA-376 part 1, annex A), by their usual prefix. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);

/** Extensions by Microsoft that put nothing in a document's text that its readers would not find. */
const UNDERSTOOD = /^http:\/\/schemas\.microsoft\.com\/office\/(?:word|drawing)\//;

/** `w:p` for the local name p of WordprocessingML; '' in namespaces that no reader asks for. */
export function canonicalNames(uri: string, local: string): string {
  if (uri === '') return local;
  const prefix = PREFIXES.get(uri);
  return prefix === undefined ? '' : `${prefix}:${local}`;
}

/** Whether the readers see what there is to see in elements of the namespace. */
export function isUnderstood(uri: string): boolean {
  return PREFIXES.has(uri) || UNDERSTOOD.test(uri);
}
