import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packagePlace } from '../../src/place/package.js';
import { newPortal } from '../harvest/setup.js';
import { nianbao } from './run.js';
import { workplace } from './workplace.js';

const page = readFileSync(join(packagePlace().root, 'docs/json.md'), 'utf8');

/** The keys that a section of docs/json.md lists. */
function documented(section: string): readonly string[] {
  const text = new RegExp(`^## ${section}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page)?.[1] ?? '';
  return [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, key = '']) => key);
}

/** The paths to the values of a JSON value: `[]` for entries of arrays; a report counts as one value. */
function pathsOf(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [`${at}[]`] : value.flatMap((v) => pathsOf(v, `${at}[]`));
  if (value === null || typeof value !== 'object' || at === 'report' || at.endsWith('.report')) return [at];
  if (Object.keys(value).length === 0) return [at];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, at === '' ? key : `${at}.${key}`));
}

const ESCAPED = /[.*+?^${}()|[\]\\]/g;

/** Whether a path in an output is a documented key; `<name>` stands for a key that varies, with all below it. */
function isKey(path: string, key: string): boolean {
  const pattern = key.replace(ESCAPED, '\\$&').replace(/<[a-z]+>/g, '.+');
  return new RegExp(`^${pattern}$`).test(path);
}

/** Whether a path ends, null or empty, where a documented key would begin to tell more. */
function isAbove(path: string, key: string): boolean {
  return key.startsWith(path) && /^[.[]/.test(key.slice(path.length));
}

const AGENCY = '平湖市科学技术局';
const OPTIONAL = [
  'sources[].held',
  'sources[].listing.kind',
  'figures[].locator.page',
  'runs[].portals[].suspicions[]',
  'changes[].reason',
  'changes[].former',
];

/** An archive with two versions of a report, and a review: the options that name it. */
async function reviewedArchive(): Promise<readonly string[]> {
  const portal = await newPortal();
  const { place } = workplace(portal);
  await nianbao(['harvest', 'pinghu', '--year', '2023', ...place]);
  // out of balance, so that there is a finding to review
  portal.reviseFigure(AGENCY, 2023, 'requests.new.total', 9);
  portal.reviseParagraph(AGENCY, 2023, 'problems', 1, '工作中仍有不足，有待改进。');
  await nianbao(['harvest', 'pinghu', '--year', '2023', ...place]);
  const { out } = await nianbao(['findings', '--agency', AGENCY, '--json', ...place]);
  expect(out).toContain('requests.balance');
  const [, fingerprint = ''] = /"fingerprint":"([0-9a-f]+)"/.exec(out) ?? [];
  await nianbao(['findings', 'review', fingerprint, '--as', 'confirmed', '--note', '已核实', ...place]);
  return place;
}

it('docs/json.md lists the keys that the commands print, and no other', async () => {
  const place = await reviewedArchive();
  for (const [command, ...args] of [
    ['list'],
    ['show', AGENCY, '2023'],
    ['history', AGENCY, '2023'],
    ['diff', AGENCY, '2023'],
    ['status'],
  ] as const) {
    const ran = await nianbao([command, ...args, '--json', ...place]);
    expect(ran.code, command).toBe(0);
    expect(ran.out.trimEnd().split('\n'), command).toHaveLength(1);
    const printed = [...new Set(pathsOf(JSON.parse(ran.out)))];
    const keys = documented(command);
    const isListed = (path: string): boolean => keys.some((key) => isKey(path, key) || isAbove(path, key));
    expect(
      printed.filter((path) => !isListed(path)),
      command,
    ).toEqual([]);
    const isPrinted = (key: string): boolean =>
      OPTIONAL.includes(key) || printed.some((path) => isKey(path, key) || isAbove(path, key));
    expect(
      keys.filter((key) => !isPrinted(key)),
      command,
    ).toEqual([]);
  }
});
