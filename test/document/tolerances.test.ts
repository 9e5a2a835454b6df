import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../src/document/tolerances.js';
import { packagePlace } from '../../src/place/package.js';
import { marginsIn, NOT_MEASURED, tolerancePage } from '../formats/tolerance-page.js';
import { STAGES } from '../formats/tolerance-stages.js';

const { root } = packagePlace();
const ROOM = join(root, 'src', 'document');
const sources = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(ROOM, name), 'utf8') }));
const page = readFileSync(join(root, 'docs', 'tolerances.md'), 'utf8');

describe('tolerances', () => {
  it('are in the tables that are listed, one a stage', () => {
    const files = sources.flatMap(({ name }) => /^(.+)\/tolerances\.ts$/u.exec(name)?.[1] ?? []);
    expect(files.sort()).toEqual(STAGES.map(({ id }) => id).sort());
  });

  it('have names of their own: one name is one number in all stages', () => {
    const names = STAGES.flatMap(({ table }) => Object.keys(table));
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it.each(STAGES)('of $id have a value, a unit, and say what they tell apart', ({ table }) => {
    for (const [name, [value, unit, separates]] of Object.entries(entriesOf(table))) {
      expect(table[name]).toBe(value);
      expect([unit, separates], name).not.toContain('');
      expect(separates, name).not.toContain('|');
    }
  });

  it.each(STAGES)('of $id are used, each of them', ({ id, name, table }) => {
    const code = sources.filter((source) => source.name !== `${id}/tolerances.ts`).map(({ text }) => text);
    const unused = Object.keys(table).filter((key) => {
      const read = new RegExp(`\\b${name}\\.${key}\\b|\\{[^}]*\\b${key}\\b[^}]*\\} = ${name};`, 'u');
      return !code.some((text) => read.test(text));
    });
    expect(unused).toEqual([]);
  });

  it('are written in docs/tolerances.md as they are, with the margins that were measured', () => {
    expect(page).toBe(tolerancePage(marginsIn(page)));
  });

  it('lose their margin with their value', () => {
    const changed = page.replace(/^(\| `touch` \|) 3 \|/mu, '$1 2.9 |');
    expect(changed).not.toBe(page);
    expect(marginsIn(changed).has('layout/ruled.touch')).toBe(false);
    expect(tolerancePage(new Map())).toContain(NOT_MEASURED);
  });
});
