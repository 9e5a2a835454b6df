import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES } from '../../src/dataset/formats/names.js';
import { OWN_FILES } from '../../src/dataset/place.js';
import { MEASURE_NULLS } from '../../src/measures/compute.js';
import { packagePlace } from '../../src/place/package.js';
import { exported, filledArchive, measures } from './setup.js';

const page = (name: string): string => readFileSync(join(packagePlace().root, 'docs', name), 'utf8');

describe('docs/measures.md', () => {
  it('lists the shipped measures, as the configuration has them, and every reason for none', () => {
    const text = page('measures.md');
    const rows = [...text.matchAll(/^\| `([a-z_]+)` +\| (\S+) \| (\S+) \| (.+?) +\|$/gm)].map((m) =>
      m.slice(1),
    );
    const declared = measures.all.map(({ id, zh, unit, note_en }) => [id, zh, unit, note_en]);
    expect(rows).toEqual(declared);
    for (const reason of MEASURE_NULLS) expect(text).toContain(`| \`${reason}\``);
  });
});

describe('docs/dataset.md', () => {
  it('names every format, file and table of a dataset', async () => {
    const text = page('dataset.md');
    const { files } = await exported(await filledArchive(), ['jsonl']);
    const tables = files.flatMap(({ name, rows }) => (rows === null ? [] : [name.replace('.jsonl', '')]));
    expect(tables.length).toBeGreaterThan(9);
    for (const name of [...tables, ...OWN_FILES]) expect(text).toContain(`\`${name}\``);
    for (const format of FORMAT_NAMES) expect(text).toContain(`.${format}\``);
  });
});
