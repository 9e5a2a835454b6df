import { describe, expect, it } from 'vitest';
import { bindingFor, openDatabase } from '../../storage/sqlite/binding.js';

const twelve = { version: '12.11.1' };
const thirteen = { version: '13.2.0' };

describe('the SQLite binding', () => {
  it('is never 13 where Node.js has no N-API 10: loading it would crash the process', () => {
    expect(bindingFor('9', [thirteen])).toBeNull();
    expect(bindingFor(undefined, [thirteen])).toBeNull();
    expect(bindingFor('9', [thirteen, twelve])).toBe(twelve);
  });

  it('is the nearest one elsewhere', () => {
    expect(bindingFor('10', [thirteen, twelve])).toBe(thirteen);
    expect(bindingFor('11', [twelve, thirteen])).toBe(twelve);
  });

  it('opens a database on this Node.js', () => {
    const db = openDatabase(':memory:');
    expect(db.prepare('SELECT 6 * 7').pluck().get()).toBe(42);
    db.close();
  });

  it('passes on what SQLite itself says of a file', () => {
    expect(() => openDatabase('/nowhere/at/all.sqlite', { readonly: true })).toThrow(TypeError);
  });
});
