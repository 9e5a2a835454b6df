import { describe, expect, test, vi } from 'vitest';
import type { XmlElement } from '../../../src/document/xml/element.js';
import { readXml, type XmlDialect } from '../../../src/document/xml/read-xml.js';
import { DocumentError } from '../../../src/errors.js';

const LOCAL: XmlDialect = { nameOf: (_, local) => local };
const FULL: XmlDialect = { nameOf: (namespace, local) => `{${namespace}}${local}` };

const read = (part: string | Uint8Array, dialect = LOCAL, depth = 100): XmlElement =>
  readXml(typeof part === 'string' ? Buffer.from(part) : part, 'a.xml', depth, dialect);

/** Code and message of the refusal; 'read' where there is none. */
function refusal(part: string | Uint8Array, depth?: number): string {
  try {
    read(part, LOCAL, depth);
    return 'read';
  } catch (error) {
    if (error instanceof DocumentError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const declared = (encoding: string, inside = '') =>
  `<?xml version="1.0" encoding="${encoding}"?><a>${inside}</a>`;

describe('A part is read', () => {
  test('as elements, attributes and the characters directly inside', () => {
    const root = read('<a x="1" y=\'&lt;"\'>甲<b/>乙&#x4e19;<![CDATA[<丁>]]><!-- 戊 --><?己?></a>\n');
    expect([root.name, root.text, root.children.map(({ name }) => name)]).toEqual(['a', '甲乙丙<丁>', ['b']]);
    expect([root.attribute('x'), root.attribute('y'), root.attribute('z')]).toEqual(['1', '<"', undefined]);
  });

  test('with every name in the namespace that holds where it stands', () => {
    const root = read(
      '<a xmlns="u:1" xmlns:p="u:2" p:x="1" y="2"><p:b xmlns:p="u:3"/><p:b xmlns=""/></a>',
      FULL,
    );
    expect(root.name).toBe('{u:1}a');
    expect(root.attributes).toEqual(['{u:2}x', '1', 'y', '2']);
    expect(root.children.map(({ name }) => name)).toEqual(['{u:3}b', '{u:2}b']);
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${declared('UTF-8', '甲')}`)],
    ['UTF-8 that calls itself UTF-16', Buffer.from(declared('utf-16', '甲'))],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${declared('UTF-8', '甲')}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(declared('UTF-16', '甲'), 'utf16le')],
    ['UTF-16, high byte first', Buffer.from(`\ufeff${declared('UTF-16', '甲')}`, 'utf16le').swap16()],
    ['GBK', Buffer.concat([...[declared('GBK', '\u0000')].flatMap(gbk)])],
  ])('in %s', (_, bytes) => {
    expect(read(bytes).text).toBe('甲');
  });
});

/** The text in GBK, 甲 in the place of each zero. */
function gbk(text: string): Buffer[] {
  return text
    .split('\u0000')
    .flatMap((piece, at) => [...(at > 0 ? [Buffer.from([0xbc, 0xd7])] : []), Buffer.from(piece)]);
}

describe('A part is refused', () => {
  test('by the name of its encoding, where that is not read', () => {
    expect(refusal(declared('ISO-8859-1'))).toMatch(/^unsupported: a\.xml is encoded as ISO-8859-1/);
    expect(refusal(declared('Big5'))).toMatch(/^unsupported: .*Big5/);
  });

  test('where its bytes are not what it says', () => {
    expect(refusal(Buffer.concat([Buffer.from('<a>'), Buffer.from([0xd7]), Buffer.from('</a>')]))).toMatch(
      /^damaged: .*UTF-8/,
    );
    expect(refusal(declared('GB2312', '甲'))).toMatch(/^damaged: .*GB2312, but is UTF-8/);
    expect(refusal(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))).toMatch(/^damaged: .*UTF-16LE/);
  });

  const WHOLE = '<?xml version="1.0"?><!-- c --><a x="甲"><b>&amp;乙</b><![CDATA[丙]]><?p i?></a>';

  test('wherever it is cut off, and never taken for malformed', () => {
    expect(refusal(WHOLE)).toBe('read');
    const characters = [...WHOLE];
    for (let length = 0; length < characters.length; length += 1) {
      const cut = characters.slice(0, length).join('');
      expect([cut, refusal(cut)]).toEqual([cut, 'damaged: a.xml ends in the middle']);
    }
  });

  test.each([
    '<a><b></a></b>',
    '<a></a></a>',
    '<a/><b/>',
    '<a/>text',
    'text<a/>',
    '<a x=1/>',
    '<a x/>',
    '<a x="1" x="2"/>',
    '<a x="<"/>',
    '<a>&nbsp;</a>',
    '<a>& ;</a>',
    '<a>&#0;</a>',
    '<a>\u0001</a>',
    '<a>]]></a>',
    '<a><!-- -- --></a>',
    '<p:a/>',
    '<a p:x="1"/>',
    '<p:a xmlns:p=""/>',
    '<a:/>',
    '<p:q:a xmlns:p="u"/>',
    '< a/>',
  ])('as malformed: %j', (part) => {
    expect(refusal(part)).toMatch(/^damaged: a\.xml (?!ends in the middle)/);
  });

  test('where it has a document type, before any of its entities is unfolded', () => {
    const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`);
    const bomb = `<!DOCTYPE a [<!ENTITY l0 "lol">${laughs.join('')}]><a>&l10;</a>`;
    expect(refusal(bomb)).toBe('damaged: a.xml has a document type declaration');
    expect(refusal('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')).toMatch(/document type/);
  });

  test('where it goes deeper than is allowed, and never deeper than a thousand elements', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(refusal(nested(100))).toBe('read');
    expect(refusal(nested(101))).toMatch(/^too_deep/);
    expect(refusal('<a>'.repeat(1_000_000), 1_000_000)).toMatch(/^too_deep/);
  });

  test('where it has more elements, attributes or prefixes than any document', () => {
    expect(refusal(`<a>${'<b/>'.repeat(1_000_000)}</a>`)).toMatch(/^too_large/);
    const attributes = Array.from({ length: 201 }, (_, n) => `x${n}=""`).join(' ');
    expect(refusal(`<a ${attributes}/>`)).toMatch(/^too_large/);
    const prefixes = Array.from({ length: 200 }, (_, n) => `xmlns:p${n}="u"`).join(' ');
    expect(refusal(`<a>${`<b ${prefixes}/>`.repeat(10_000)}</a>`)).toMatch(/^too_large/);
  });
});

describe('The work grows with the length of a part', () => {
  /** How often the reader looks at a character of the part. */
  function looks(part: string): number {
    const spy = vi.spyOn(String.prototype, 'charCodeAt');
    try {
      refusal(part);
      return spy.mock.calls.length;
    } finally {
      spy.mockRestore();
    }
  }

  test.each<[string, (n: number) => string]>([
    ['elements side by side', (n) => `<a>${'<b x="1">甲</b>'.repeat(n)}</a>`],
    ['one attribute', (n) => `<a x="${'甲'.repeat(n * 10)}"/>`],
    ['one text', (n) => `<a>${'甲'.repeat(n * 10)}</a>`],
    ['character references', (n) => `<a>${'&#x7532;'.repeat(n)}</a>`],
    ['a reference without an end', (n) => `<a>&${'a'.repeat(n * 10)}`],
    ['brackets', (n) => `<a>${']]'.repeat(n * 5)}</a>`],
    ['one comment', (n) => `<a><!--${'- '.repeat(n * 5)}--></a>`],
    ['pieces of CDATA', (n) => `<a>${'<![CDATA[]]]]>'.repeat(n)}</a>`],
    ['a name', (n) => `<a><${'b'.repeat(n * 10)}/></a>`],
    ['end tags of nothing', (n) => `<a>${'</b>'.repeat(n * 3)}`],
    ['a document type', (n) => `<!DOCTYPE a [${'<!ENTITY b "c">'.repeat(n)}]><a/>`],
  ])('with %s', (_, part) => {
    const once = looks(part(200));
    const fourfold = looks(part(800));
    // what is refused at once is looked at no more often for being longer
    expect(fourfold).toBeLessThanOrEqual(4 * once + 50);
  });
});
