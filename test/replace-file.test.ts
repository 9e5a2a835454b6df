import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { replaceFile } from '../src/replace-file.js';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'nianbao-replace-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

describe('a file that is replaced', () => {
  it('is there whole, alone and with the permissions that it had', async () => {
    const file = join(folder(), 'a.yaml');
    await replaceFile(file, '甲');
    chmodSync(file, 0o640);
    await replaceFile(file, '乙');
    expect(readFileSync(file, 'utf8')).toBe('乙');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(file, '..'))).toEqual(['a.yaml']);
  });

  it('takes the place of what a killed process of the same number left', async () => {
    const place = folder();
    writeFileSync(join(place, `.a.yaml.${process.pid}.new`), 'half');
    await replaceFile(join(place, 'a.yaml'), '甲');
    expect(readdirSync(place)).toEqual(['a.yaml']);
  });

  it('stays as it was where it cannot be replaced, with nothing beside it', async () => {
    const place = folder();
    const inTheWay = join(place, 'a.yaml');
    writeFileSync(inTheWay, '甲');
    await expect(replaceFile(join(inTheWay, 'b'), '乙')).rejects.toMatchObject({ code: 'ENOTDIR' });
    expect(readFileSync(inTheWay, 'utf8')).toBe('甲');
    expect(readdirSync(place)).toEqual(['a.yaml']);
  });
});
