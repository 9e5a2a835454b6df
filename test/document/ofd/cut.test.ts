import { describe, expect, it } from 'vitest';
import { readOfd } from '../../../src/document/ofd/read-ofd.js';
import { DocumentError } from '../../../src/errors.js';
import { cutFile, cutParts, outcomes, withoutParts } from '../cut-parts.js';
import { drawReport } from '../layout/drawing.js';
import { LIMITS, report, wrongFigures } from '../layout/drawn-report.js';
import { type OfdOptions, writeOfd, zip } from './writer.js';

const DRAWN = report(2023);
const read = (bytes: Uint8Array) => readOfd(bytes, LIMITS);

const VARIANTS: readonly [string, OfdOptions][] = [
  ['drawn on its pages', {}],
  ['with its borders on template pages', { template: true }],
  ['in units of graphics', { composite: true }],
];

describe.each(VARIANTS)('an OFD file %s', (_, options) => {
  const whole = writeOfd([drawReport(DRAWN, { borders: 'thin', bottom: 150 })], options);

  it('has every figure while it is whole', () => {
    expect(wrongFigures(read(whole), DRAWN)).toEqual([]);
  });

  it('is refused at every tenth of each part', () => {
    const found = outcomes(cutParts(whole), whole, read);
    expect(found.size).toBeGreaterThan(40);
    for (const [what, outcome] of found) {
      expect([what, outcome]).toEqual([what, 'damaged']);
    }
  });

  it('is refused at every tenth of itself', () => {
    for (const [what, outcome] of outcomes(cutFile(whole), whole, read)) {
      expect([what, outcome]).toEqual([what, 'damaged']);
    }
  });

  it('is refused, or says that something is missing, without one of its parts', () => {
    for (const [what, outcome] of outcomes(withoutParts(whole), whole, read)) {
      const isUnused = what.includes('PublicRes') && options.composite !== true;
      expect([what, outcome]).toEqual([
        what,
        expect.stringMatching(isUnused ? /^whole$/ : /^(?:damaged|truncated)$/),
      ]);
    }
  });
});

it('an OFD file with a byte that changed in one of its parts does not match its checksum', () => {
  const whole = zip({
    'OFD.xml': '<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>',
    'D.xml': '<Document/>',
  });
  const at = Buffer.from(whole).indexOf('D.xml');
  expect(read(whole).blocks).toEqual([]);
  const changed = Uint8Array.from(whole);
  changed[at + 'D.xml'.length + 4] = (changed[at + 'D.xml'.length + 4] ?? 0) ^ 1;
  expect(() => read(changed)).toThrow(DocumentError);
});
