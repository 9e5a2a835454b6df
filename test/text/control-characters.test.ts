import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonText, withoutControls } from '../../src/text/control-characters.js';
import { holds } from '../property.js';

it('a character stands for each control character, line breaks and tabs are text', () => {
  expect(withoutControls('\u001b[2J甲\u009b乙\u007f\n\t丙')).toBe('\ufffd[2J甲\ufffd乙\ufffd\n\t丙');
});

it('JSON says the same with its control characters escaped', () => {
  holds(
    fc.property(fc.string({ unit: fc.nat(0x17f).map((code) => String.fromCharCode(code)) }), (text) => {
      const written = jsonText({ text });
      expect(JSON.parse(written)).toEqual({ text });
      expect(withoutControls(written)).toBe(written);
    }),
  );
});
