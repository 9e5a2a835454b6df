import { join } from 'node:path';
import type { Table } from '../table.js';
import { ByteBuilder } from './byte-builder.js';
import { FileSink } from './file-sink.js';
import type { FormatPlace, FormatWriter, TableWriter, WrittenFile } from './format.js';
import { Sheet } from './sheet.js';
import { ZipFile } from './zip-file.js';

const CHUNK = 256 * 1024;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

/**
 * One workbook, a sheet for each table; a table with more rows than a sheet holds goes on in a second one. Written
 * as it comes (ECMA-376, texts inline), so that it takes no memory for its size.
 */
export class Workbook implements FormatWriter {
  readonly #sheets: string[] = [];
  readonly #cut = new Map<string, number>();

  private constructor(
    private readonly name: string,
    private readonly sink: FileSink,
    private readonly zip: ZipFile,
  ) {}

  static async create(place: FormatPlace): Promise<Workbook> {
    const name = `${place.name}.xlsx`;
    const sink = await FileSink.create(join(place.folder, name), place.openFile);
    return new Workbook(name, sink, new ZipFile(sink));
  }

  async table(table: Table): Promise<TableWriter> {
    const builder = new ByteBuilder(CHUNK);
    let sheets = 1;
    let sheet = await this.#begin(table, table.name, builder);
    const end = async (): Promise<void> => {
      sheet.end();
      await this.zip.write(builder.take());
      await this.zip.end();
      if (sheet.cut > 0) this.#cut.set(table.name, (this.#cut.get(table.name) ?? 0) + sheet.cut);
    };
    return {
      write: async (block) => {
        for (let row = 0; row < block.rows; row++) {
          if (sheet.isFull) {
            await end();
            sheet = await this.#begin(table, `${table.name} (${++sheets})`, builder);
          }
          sheet.add(block, row);
          if (builder.length >= CHUNK) await this.zip.write(builder.take());
        }
      },
      end,
    };
  }

  notes(): readonly string[] {
    return [...this.#cut].map(
      ([table, count]) =>
        `${this.name}: ${count} texts of ${table} are longer than a cell can hold, and are cut; they say so`,
    );
  }

  async finish(): Promise<readonly WrittenFile[]> {
    await this.#part('[Content_Types].xml', contentTypes(this.#sheets.length));
    await this.#part('_rels/.rels', relationships([[`${OFFICE}/officeDocument`, 'xl/workbook.xml']]));
    await this.#part('xl/workbook.xml', workbook(this.#sheets));
    const targets = this.#sheets.map((_, i): [string, string] => [
      `${OFFICE}/worksheet`,
      `worksheets/sheet${i + 1}.xml`,
    ]);
    await this.#part(
      'xl/_rels/workbook.xml.rels',
      relationships([...targets, [`${OFFICE}/styles`, 'styles.xml']]),
    );
    await this.#part('xl/styles.xml', STYLES);
    await this.zip.finish();
    await this.sink.close();
    return [{ name: this.name, table: null }];
  }

  async abandon(): Promise<void> {
    this.zip.abandon();
    await this.sink.abandon();
  }

  async #begin(table: Table, name: string, builder: ByteBuilder): Promise<Sheet> {
    this.#sheets.push(name);
    await this.zip.begin(`xl/worksheets/sheet${this.#sheets.length}.xml`);
    return new Sheet(table, builder);
  }

  async #part(name: string, content: string): Promise<void> {
    await this.zip.begin(name);
    await this.zip.write(Buffer.from(content));
    await this.zip.end();
  }
}

function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${parts.join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const lines = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

/** The sheets that explain the others stand first, although they are written last. */
const FRONT = ['about', 'codebook'];

function workbook(sheets: readonly string[]): string {
  const numbered = sheets.map((name, i) => ({ name, number: i + 1 }));
  const front = FRONT.flatMap((name) => numbered.filter((sheet) => sheet.name === name));
  const lines = [...front, ...numbered.filter((sheet) => !front.includes(sheet))].map(
    ({ name, number }) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${lines.join('')}</sheets></workbook>`;
}
