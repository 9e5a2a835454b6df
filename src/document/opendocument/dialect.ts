import type { XmlDialect } from '../xml/read-xml.js';

const ODF = 'urn:oasis:names:tc:opendocument:xmlns:';

/** Namespaces of OpenDocument (part 3, 4) by their usual prefix. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ...['office', 'text', 'table', 'style', 'meta', 'manifest'].map((name): [string, string] => [
    `${ODF}${name}:1.0`,
    name,
  ]),
  [`${ODF}drawing:1.0`, 'draw'],
  [`${ODF}xsl-fo-compatible:1.0`, 'fo'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);

/** Names carry the usual prefixes, whatever the file's own are. Text stands among elements. */
export const OPEN_DOCUMENT: XmlDialect = {
  nameOf: (namespace, local) => {
    const prefix = PREFIXES.get(namespace);
    return prefix === undefined ? '' : `${prefix}:${local}`;
  },
  isMixed: true,
};
