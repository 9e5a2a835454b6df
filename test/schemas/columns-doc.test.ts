import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagePlace } from '../../src/place/package.js';
import { columnsDoc } from '../../src/schemas/columns-doc.js';

test('docs/columns.md is what the tables declare: else run npm run schema', () => {
  expect(readFileSync(join(packagePlace().root, 'docs', 'columns.md'), 'utf8')).toBe(columnsDoc());
});
