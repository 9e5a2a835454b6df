import { describe, expect, it } from 'vitest';
import { unfitNode } from '../../src/cli/node-version.js';

describe('the Node.js that nianbao runs on', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '24.18.1'])('%s will do', (version) => {
    expect(unfitNode(version)).toBeNull();
  });
  it.each(['18.20.0', '20.18.9', '24.19.0', '24.21.0', '26.0.0'])(
    '%s is refused, with what to use',
    (version) => {
      expect(unfitNode(version)).toMatch(/20/);
    },
  );
});
