import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadSettings, type Settings } from '../../src/config/settings/settings.js';

/** The settings that a nianbao.yaml of this text makes. */
export function toSettingsFrom(text: string): Settings {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'nianbao.yaml'), text);
  return loadSettings(folder);
}
