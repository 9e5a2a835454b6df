/** `npm run docs:performance [-- --results FILE]`: writes docs/performance.md from what the benches have measured. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packagePlace } from '../../src/place/package.js';
import { performancePage } from './performance-page.js';
import { RESULTS, readRuns } from './results.js';

const { values } = parseArgs({ options: { results: { type: 'string', default: RESULTS } } });
writeFileSync(join(packagePlace().root, 'docs', 'performance.md'), performancePage(readRuns(values.results)));
