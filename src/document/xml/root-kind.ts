/** Documents that are one XML file, told by the root element and its namespace. */
export type XmlKind = 'flat-opc' | 'wordml' | 'spreadsheetml' | 'flat-opendocument' | 'uof';

const KINDS: readonly (readonly [kind: XmlKind, local: string, namespace: RegExp])[] = [
  ['flat-opc', 'package', /^http:\/\/schemas\.microsoft\.com\/office\/2006\/xmlPackage$/],
  ['wordml', 'wordDocument', /^http:\/\/schemas\.microsoft\.com\/office\/word\/2003\/wordml$/],
  ['spreadsheetml', 'Workbook', /^urn:schemas-microsoft-com:office:spreadsheet$/],
  ['flat-opendocument', 'document', /^urn:oasis:names:tc:opendocument:xmlns:office:1\.0$/],
  ['uof', 'UOF', /^http:\/\/schemas\.uof\.org\//],
];

const BEFORE_ROOT = /[\s\ufeff]+|\xef\xbb\xbf|\xff\xfe|\xfe\xff|<\?[^>]*>|<!--/y;
const ROOT = /<(?:([\w.-]+):)?([\w.-]+)(?=[\s/>])([^>]*)/y;
const DECLARATION = /\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * The kind of an XML text by its root element; null if it is none of these.
 * @param head the beginning of a file, as Latin-1 or Unicode
 */
export function xmlKind(head: string): XmlKind | null {
  ROOT.lastIndex = beforeRoot(head);
  const [, prefix = '', local = '', attributes = ''] = ROOT.exec(head) ?? [];
  const namespaces = [...attributes.matchAll(DECLARATION)];
  const own = namespaces.find(([, declared = '']) => declared === prefix);
  const namespace = own?.[2] ?? own?.[3] ?? '';
  return KINDS.find(([, name, uri]) => name === local && uri.test(namespace))?.[0] ?? null;
}

/** The position of the first thing that is not a blank, comment or instruction. */
function beforeRoot(head: string): number {
  let at = 0;
  for (;;) {
    BEFORE_ROOT.lastIndex = at;
    const before = BEFORE_ROOT.exec(head)?.[0];
    if (before === undefined) return at;
    at += before.length;
    if (before !== '<!--') continue;
    const end = head.indexOf('-->', at);
    if (end < 0) return head.length;
    at = end + 3;
  }
}
