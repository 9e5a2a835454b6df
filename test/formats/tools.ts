/** The programs that make fixtures, where the machine has them. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { CHROMIUM, officeConverts } from '../machine.js';

export type Tool = 'soffice' | 'chromium' | 'pdftoppm' | 'pdftotext';

const run = promisify(execFile);
const MINUTES = 60_000;
/** So many files are converted in one go. */
const BATCH = 20;

function find(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** Whether the machine has the program, and it does what is asked of it here. */
export function hasTool(tool: Tool): boolean {
  if (tool === 'soffice') return officeConverts();
  return tool === 'chromium' ? CHROMIUM !== '' : find(tool) !== undefined;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-formats-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** LibreOffice's conversion of files of one type; `filter` as `--convert-to` takes it (`doc:MS Word 97`). */
export async function convert(files: readonly Buffer[], from: string, filter: string): Promise<Buffer[]> {
  const results: Buffer[] = [];
  for (let start = 0; start < files.length; start += BATCH) {
    results.push(...(await convertBatch(files.slice(start, start + BATCH), from, filter)));
  }
  return results;
}

function convertBatch(files: readonly Buffer[], from: string, filter: string): Promise<Buffer[]> {
  const to = filter.split(':')[0] ?? filter;
  return inFolder(async (folder) => {
    const out = join(folder, 'out');
    await mkdir(out);
    const names = files.map((_, at) => join(folder, `file${String(at).padStart(3, '0')}.${from}`));
    await Promise.all(files.map((bytes, at) => writeFile(names[at] ?? '', bytes)));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const args = [profile, '--headless', '--convert-to', filter, '--outdir', out, ...names];
    await run('soffice', args, { timeout: 10 * MINUTES });
    return Promise.all(files.map((_, at) => readFile(join(out, `file${String(at).padStart(3, '0')}.${to}`))));
  });
}

/** Chromium's print of HTML pages to PDF. */
export async function printPages(pages: readonly string[]): Promise<Buffer[]> {
  if (CHROMIUM === '') throw new Error('there is no Chromium');
  const browser = await chromium.launch({ executablePath: CHROMIUM });
  try {
    const page = await browser.newPage();
    const results: Buffer[] = [];
    for (const html of pages) {
      await page.setContent(html);
      results.push(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    }
    return results;
  } finally {
    await browser.close();
  }
}

/** The pages of a PDF as PGM images in shades of grey. */
export function rasterise(pdf: Buffer, dpi: number): Promise<Buffer[]> {
  return inFolder(async (folder) => {
    const file = join(folder, 'file.pdf');
    await writeFile(file, pdf);
    await run('pdftoppm', ['-r', String(dpi), '-gray', file, join(folder, 'page')], { timeout: 5 * MINUTES });
    const images = (await readdir(folder)).filter((name) => name.endsWith('.pgm')).sort();
    return Promise.all(images.map((name) => readFile(join(folder, name))));
  });
}

/** The text of a PDF; with `-layout`, its columns are held apart by blanks. */
export function pdfText(pdf: Buffer, options: readonly string[] = ['-layout']): Promise<Buffer> {
  return inFolder(async (folder) => {
    const file = join(folder, 'file.pdf');
    await writeFile(file, pdf);
    await run('pdftotext', [...options, file], { timeout: 5 * MINUTES });
    return readFile(join(folder, 'file.txt'));
  });
}
