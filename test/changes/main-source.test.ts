import { describe, expect, it } from 'vitest';
import { type Candidate, successor } from '../../src/changes/main-source.js';

const source = (url: string, isShown: boolean, isPublished: boolean): Candidate => ({
  url,
  isShown,
  isPublished,
});
const LISTED = source('listed', true, true);
const UNLISTED = source('unlisted', true, false);
const MISSING = source('missing', false, true);

describe('a report whose main source may stand for it', () => {
  it('keeps it, whatever others there are', () => {
    expect(successor({ leaves: null, isShown: true }, [LISTED])).toBeNull();
    expect(successor({ leaves: null, isShown: false }, [LISTED])).toBeNull();
  });
});

describe('a report whose main source leaves', () => {
  it('goes on with the first that is listed and shown', () => {
    const other = source('another', true, true);
    expect(successor({ leaves: 'gone', isShown: false }, [MISSING, UNLISTED, LISTED, other])).toBe(LISTED);
  });

  it('goes on with one that no list names only where the main source shows it no more', () => {
    expect(successor({ leaves: 'gone', isShown: false }, [MISSING, UNLISTED])).toBe(UNLISTED);
    expect(successor({ leaves: 'unlisted', isShown: true }, [MISSING, UNLISTED])).toBeNull();
  });

  it('goes on with none that did not show it that night', () => {
    expect(successor({ leaves: 'other_report', isShown: false }, [MISSING])).toBeNull();
    expect(successor({ leaves: 'other_report', isShown: false }, [])).toBeNull();
  });
});
