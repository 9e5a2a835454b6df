import type { XmlElement } from '../../xml/element.js';
import { readXml, type XmlDialect } from '../../xml/read-xml.js';

/** Elements and attributes by their local names: prefixes differ from writer to writer, names do not clash here. */
const SHEET_XML: XmlDialect = { nameOf: (_, local) => local };

/** The parts of an xlsx file, and what they refer to (ECMA-376 part 2). */
export class XlsxPackage {
  readonly #parts: ReadonlyMap<string, Uint8Array>;

  constructor(
    parts: ReadonlyMap<string, Uint8Array>,
    private readonly depth: number,
  ) {
    this.#parts = new Map([...parts].map(([name, bytes]) => [name.toLowerCase(), bytes]));
  }

  bytes(name: string): Uint8Array | undefined {
    return this.#parts.get(name.toLowerCase());
  }

  /** @throws DocumentError of `readXml` */
  xml(name: string): XmlElement | undefined {
    const bytes = this.bytes(name);
    return bytes === undefined ? undefined : readXml(bytes, name, this.depth, SHEET_XML);
  }

  /** @throws DocumentError of `readXml` */
  fragment(xml: string, part: string): XmlElement {
    return readXml(new TextEncoder().encode(xml), part, this.depth, SHEET_XML);
  }

  /** What a part refers to: the names of parts by the ids of the relationships, and the last word of their types. */
  relations(
    part: string,
  ): readonly { readonly id: string; readonly type: string; readonly target: string }[] {
    const slash = part.lastIndexOf('/') + 1;
    const folder = part.slice(0, slash);
    const rels = this.xml(`${folder}_rels/${part.slice(slash)}.rels`);
    return (rels?.children ?? []).map((relation) => ({
      id: relation.attribute('Id') ?? '',
      type: relation.attribute('Type')?.split('/').at(-1) ?? '',
      target: resolved(relation.attribute('Target') ?? '', folder),
    }));
  }

  /** The names of the parts of the sheets, in their order. */
  sheets(): readonly string[] {
    const workbook =
      this.relations('').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
    const targets = new Map(this.relations(workbook).map(({ id, target }) => [id, target]));
    const sheets = this.xml(workbook)?.child('sheets')?.children ?? [];
    return sheets.map((sheet) => targets.get(sheet.attribute('id') ?? '') ?? '');
  }
}

function resolved(target: string, folder: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
