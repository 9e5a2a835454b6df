import { describe, expect, it } from 'vitest';
import { ArchiveError, DocumentError, NianbaoError } from '../src/errors.js';

describe('an error on purpose', () => {
  it('has a code of its room: another does not compile', () => {
    // @ts-expect-error a typo
    new NianbaoError('no_raport', 'the archive has no report');
    // @ts-expect-error a code of the archive
    new DocumentError('locked', 'another process has it');
    // @ts-expect-error a comparison that can never hold
    expect(new ArchiveError('locked', 'another process has it').code === 'lokced').toBe(false);
  });

  it('says where, what and what to do on one line', () => {
    const error = new ArchiveError('damaged', 'a payload\nis damaged', {
      file: 'a.sqlite',
      hint: 'restore it',
    });
    expect(error.describe()).toBe('a.sqlite: a payload is damaged (restore it)');
  });
});
