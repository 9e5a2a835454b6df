import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { performancePage } from './performance-page.js';
import { appendRun, readRuns } from './results.js';
import { row, run } from './runs.js';
import { benchTable } from './table.js';

function resultsFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-results-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'bench', 'results.jsonl');
}

describe('the results', () => {
  it('are kept in the order of the runs, a line each', () => {
    const file = resultsFile();
    const runs = [run('a', [row('formats/pdf', [1, 2], { target: 5 })]), run('b', [])];
    for (const one of runs) appendRun(one, file);
    expect(readRuns(file)).toEqual(runs);
  });

  it('name the line that is none', () => {
    const file = resultsFile();
    appendRun(run('a', []), file);
    appendFileSync(file, '{"commit":');
    expect(() => readRuns(file)).toThrow('line 2 is no run');
  });

  it('are printed as median and spread, with the time of one piece and the target that is missed', () => {
    const spent = { values: [1, 2, 3, 4, 5], wall: [10, 20, 30], cpu: [7] };
    const table = benchTable([
      row('pages', [1], { better: 'more', target: 5, measured: spent }),
      row('by pandas', [], { measured: { skipped: 'pandas is not installed' } }),
    ]);
    expect(table.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['MEASURED', 'FIGURE', 'SPREAD', 'WALL MS', 'CPU MS', 'TARGET'],
      ['pages', '3.0', '2.0', '20.0', '7.0', '≥ 5 (missed)'],
      ['by pandas: not run, pandas is not installed', '-'],
    ]);
  });
});

describe('docs/performance.md', () => {
  it('has of each row what was measured last on the machine, and says of which commit', () => {
    const page = performancePage([
      run('old', [row('formats/pdf', [7]), row('formats/docx', [50], { target: 40 })]),
      run('far', [row('formats/pdf', [1])], { cores: 64 }),
      run(
        'new',
        [
          row('formats/pdf', [8, 9, 10]),
          row('formats/docx', [], { measured: { skipped: 'docx is not installed' } }),
        ],
        { load: 8.3 },
      ),
    ]);
    expect(page).toContain('Machine: a processor, 2 cores, Node v20.20.2.');
    expect(page).toContain(
      '## formats\n\nCommit new, 2026-11-30 (the machine was busy: load 8.3 on 2 cores); old, 2026-11-30.\n',
    );
    expect(page).toContain('| formats/pdf | 9.0 | 1.0 |  |  |  |\n');
    expect(page).toContain('| formats/docx | 50.0 |  |  |  | ≤ 40 (missed) |\n');
  });
});
