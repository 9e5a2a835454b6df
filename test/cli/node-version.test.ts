import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unfitNode } from '../../src/cli/node-version.js';

describe('the Node.js that nianbao runs on', () => {
  it.each(['20.19.0', '20.20.2', '22.14.0', '24.22.3', '26.12.1', '31.0.0'])('%s will do', (version) => {
    expect(unfitNode(version)).toBeNull();
  });
  it.each(['14.21.3', '18.20.0', '20.18.9', '21.7.3', '22.13.1'])(
    '%s is refused, with what to use',
    (version) => {
      expect(unfitNode(version)).toMatch(/20/);
    },
  );

  it('is checked before anything else is imported, in syntax that an old one parses', () => {
    const source = (name: string): string =>
      readFileSync(new URL(`../../src/cli/${name}`, import.meta.url), 'utf8').replace(
        /^\s*(\/\/|\/?\*).*$/gm,
        '',
      );
    const imports = (text: string): string[] =>
      [...text.matchAll(/^(?:import|export) .*from '(.*)'/gm)].map((m) => m[1] ?? '');
    expect(imports(source('main.ts'))).toEqual(['./node-version.js']);
    expect(imports(source('node-version.ts'))).toEqual([]);
    for (const name of ['main.ts', 'node-version.ts'])
      expect(source(name)).not.toMatch(/\?\?|\?\.|\bawait\b|node:|\bstatic\b|#\w/);
  });
});
