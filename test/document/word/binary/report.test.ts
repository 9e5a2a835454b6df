import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ole2Kind } from '../../../../src/document/containers/ole2-kind.js';
import { DEFAULT_LIMITS } from '../../../../src/document/model.js';
import { readDoc } from '../../../../src/document/word/binary/read-doc.js';
import { readDocx } from '../../../../src/document/word/docx/read-docx.js';
import { officeConverts } from '../../../machine.js';
import { fixture, outline } from '../../helpers.js';
import { asDocument } from '../docx/helpers.js';
import { reportAsDocx } from '../docx/report.js';
import { QUIRKS, quirksDocx } from './quirks.js';
import { expectReport, REPORTS, reportOf } from './reports.js';

const read = (bytes: Uint8Array) => asDocument(readDoc(bytes, DEFAULT_LIMITS));

describe('A binary Word file', () => {
  test.each([
    ['report-2019.wps', '2019'],
    ['report-2021.doc', '2021'],
  ] as const)('%s gives every figure of its report', (name, edition) => {
    const bytes = fixture(name);
    expect(ole2Kind(bytes)).toBe('doc');
    expectReport(read(bytes), reportOf(edition));
  });

  test('full of oddities says what a reader of it would see', () => {
    expect(outline(read(fixture('quirks.doc')))).toEqual(QUIRKS);
  });
});

/** LibreOffice starts slowly where the machine is busy. */
const TIMEOUT = 240_000;

/** Converts files with LibreOffice, all in one call. */
function convert(files: Readonly<Record<string, Buffer>>, to: string): Map<string, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-office-'));
  try {
    const sources = Object.entries(files).map(([name, bytes]) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    });
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const out = join(folder, 'out');
    const call = [profile, '--headless', '--convert-to', to, '--outdir', out, ...sources];
    const { status, stderr } = spawnSync('soffice', call, { timeout: TIMEOUT / 2 });
    if (status !== 0) throw new Error(`soffice: ${stderr}`);
    return new Map(
      Object.keys(files).map((name) => [name, readFileSync(join(out, name.replace(/\.\w+$/, `.${to}`)))]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!officeConverts())('What LibreOffice makes of the same files', () => {
  test(
    'is read the same, as .doc and as .docx',
    async () => {
      const written = Object.fromEntries(
        await Promise.all(
          REPORTS.map(async (report) => [`${report.year}.docx`, await reportAsDocx(report)] as const),
        ),
      );
      const binary = convert({ ...written, 'quirks.docx': quirksDocx() }, 'doc');
      const rewritten = convert(
        Object.fromEntries([...binary].map(([name, bytes]) => [name.replace('docx', 'doc'), bytes])),
        'docx',
      );
      for (const report of REPORTS) {
        const doc = binary.get(`${report.year}.docx`);
        const docx = rewritten.get(`${report.year}.doc`);
        if (doc === undefined || docx === undefined) throw new Error('LibreOffice left a file out');
        expectReport(read(doc), report);
        expectReport(asDocument(readDocx(docx, DEFAULT_LIMITS)), report);
      }
      expect(outline(read(binary.get('quirks.docx') ?? Buffer.alloc(0)))).toEqual(QUIRKS);
    },
    TIMEOUT,
  );
});
