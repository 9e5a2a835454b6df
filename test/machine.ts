/** What the machine that runs the tests can do beyond Node: found out by trying, because a program may be there in part. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from '../crawlers/browser/find-chromium.js';

const MINUTE = 60_000;

/** The path of a Chromium that answers; '' where there is none. Ubuntu's package alone is a script that starts nothing. */
export const CHROMIUM: string = (() => {
  try {
    const path = findChromium({ configured: null, playwrights: chromium.executablePath() });
    return spawnSync(path, ['--version'], { timeout: MINUTE }).status === 0 ? path : '';
  } catch {
    return '';
  }
})();

let converts: boolean | null = null;

/**
 * Whether LibreOffice converts documents. It comes in parts: without Writer `soffice` answers to `--version`, and ends
 * each conversion of a text as if it were done, but writes nothing.
 */
export function officeConverts(): boolean {
  converts ??= tryConversion();
  return converts;
}

function tryConversion(): boolean {
  if (spawnSync('soffice', ['--version'], { timeout: MINUTE }).status !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-office-'));
  try {
    const source = join(folder, 'probe.txt');
    writeFileSync(source, '年报');
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const call = [profile, '--headless', '--convert-to', 'doc', '--outdir', folder, source];
    spawnSync('soffice', call, { timeout: 2 * MINUTE });
    return existsSync(join(folder, 'probe.doc'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
