import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPdfLibrary, safeParameters } from '../../../src/document/pdf/library.js';
import { packagePlace } from '../../../src/place/package.js';
import { writePdf } from './writer.js';

describe('the parts of pdf.js that dist/ has', () => {
  let folder = '';
  /** Named like an installed package: vitest leaves those as they are. */
  const copied = (): string => join(folder, 'node_modules', 'pdfjs-dist');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nianbao-pdfjs-'));
    const script = pathToFileURL(join(packagePlace().root, 'scripts', 'copy-pdfjs.mjs')).href;
    const copy = `import { copyPdfjs } from ${JSON.stringify(script)}; copyPdfjs(${JSON.stringify(copied())});`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', copy]).status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('read a file with no canvas in reach, and leave nothing in the global scope', async () => {
    const library = await loadPdfLibrary(copied());
    const bytes = writePdf([{ width: 200, height: 100, texts: [], rules: [] }], { after: '0 0 m 9 9 l S' });
    const loading = library.getDocument(safeParameters(bytes, 1));
    const page = await (await loading.promise).getPage(1);
    const { fnArray } = await page.getOperatorList({});
    expect(fnArray).toContain(library.OPS.constructPath);
    await loading.destroy();
    for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) expect(name in globalThis).toBe(false);
  });
});
