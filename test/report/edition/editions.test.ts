import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors.js';
import { editionInForce, loadEditions } from '../../../src/report/edition/editions.js';
import { EDITIONS, edition } from '../helpers.js';

/*
 * The ids of the form, spelled out once more: they are stable for ever, whatever happens to the files.
 */
const cross = (table: string, rows: readonly string[], columns: readonly string[]): string[] =>
  rows.flatMap((row) => columns.map((column) => `${table}.${row}.${column}`));

const APPLICANTS = 'natural_person business research nonprofit legal_service other_org total'.split(' ');
const REFUSED =
  'state_secret forbidden_by_law safety_stability third_party internal_affairs process_info enforcement_file admin_query'
    .split(' ')
    .map((id) => `refused.${id}`);
const UNAVAILABLE = ['unavailable.not_held', 'unavailable.needs_creation', 'unavailable.still_unclear'];
const REJECTED = 'petition repeated publication mass_repeated reconfirmation'
  .split(' ')
  .map((id) => `rejected.${id}`);
const RESULTS = ['new', 'carried_in', 'granted', 'partial', ...REFUSED, ...UNAVAILABLE, ...REJECTED];
const DISPUTES = cross(
  'disputes',
  ['review', 'suit_direct', 'suit_after_review'],
  ['upheld', 'corrected', 'other', 'pending', 'total'],
);
const END = ['handled_total', 'carried_out'];

const IDS_2021 = [
  ...cross('proactive', ['rules', 'normative'], ['issued', 'repealed', 'in_force']),
  ...cross('proactive', ['licensing', 'penalty', 'coercion'], ['decisions']),
  'proactive.fees.amount',
  ...cross(
    'requests',
    [...RESULTS, 'other.not_corrected', 'other.fee_unpaid', 'other.other', ...END],
    APPLICANTS,
  ),
  ...DISPUTES,
];
const ITEMS = ['items_previous', 'items_change', 'decisions'];
const IDS_2019 = [
  ...cross('proactive', ['rules', 'normative'], ['made', 'published', 'published_total']),
  ...cross('proactive', ['licensing', 'other_services', 'penalty', 'coercion'], ITEMS),
  ...cross('proactive', ['fees'], ITEMS.slice(0, 2)),
  ...cross('proactive', ['procurement'], ['projects', 'amount']),
  ...cross('requests', [...RESULTS, 'other.total', ...END], APPLICANTS),
  ...DISPUTES,
];

describe('the indicators of the form', () => {
  it.each([
    ['2021', IDS_2021, 200],
    ['2019', IDS_2019, 198],
  ])('of %s', (id, ids, count) => {
    expect(edition(id).indicators.map((i) => i.id)).toEqual(ids);
    expect(ids).toHaveLength(count);
  });

  it('are counts, but for money and for what may rise or fall', () => {
    const others = EDITIONS.indicators
      .filter((i) => i.number !== 'count')
      .map((i) => [i.id, i.number, i.unit]);
    expect(others.sort()).toEqual([
      ['proactive.coercion.items_change', 'signed', '项'],
      ['proactive.fees.amount', 'amount', '万元'],
      ['proactive.fees.items_change', 'signed', '项'],
      ['proactive.licensing.items_change', 'signed', '项'],
      ['proactive.other_services.items_change', 'signed', '项'],
      ['proactive.penalty.items_change', 'signed', '项'],
      ['proactive.procurement.amount', 'amount', '万元'],
    ]);
  });

  it('stand in the catalogue once, with the editions that have them', () => {
    const entry = (id: string) => EDITIONS.indicators.find((i) => i.id === id)?.editions;
    expect(EDITIONS.indicators).toHaveLength(new Set([...IDS_2021, ...IDS_2019]).size);
    expect(entry('requests.new.total')).toEqual(['2019', '2021']);
    expect(entry('proactive.fees.amount')).toEqual(['2021']);
    expect(entry('requests.other.total.total')).toEqual(['2019']);
  });
});

it('sums are spelled out for every column and row', () => {
  const rules = edition('2021').sums.map((sum) => sum.rule);
  expect(rules.filter((rule) => rule.startsWith('requests.balance.'))).toHaveLength(7);
  expect(rules.filter((rule) => rule.startsWith('requests.handled_sum.'))).toHaveLength(7);
  expect(rules.filter((rule) => rule.startsWith('requests.row_sum.'))).toHaveLength(25);
  expect(rules.filter((rule) => rule.startsWith('disputes.sum.'))).toHaveLength(3);
  const handled = edition('2021').sums.find((sum) => sum.rule === 'requests.handled_sum.total');
  expect(handled?.left).toHaveLength(21);
});

it.each([
  [2018, undefined],
  [2019, '2019'],
  [2020, '2019'],
  [2021, '2021'],
  [2035, '2021'],
])('in force for %d is %s', (year, id) => {
  expect(editionInForce(EDITIONS.all, year)?.id).toBe(id);
});

describe('a file that does not say what it must is refused', () => {
  const source = readFileSync(
    fileURLToPath(new URL('../../../config/editions/2021.yaml', import.meta.url)),
    'utf8',
  );

  function load(text: string): ConfigError {
    const folder = mkdtempSync(join(tmpdir(), 'editions-'));
    mkdirSync(join(folder, 'editions'));
    writeFileSync(join(folder, 'editions', '2021.yaml'), text);
    try {
      loadEditions(folder);
    } catch (error) {
      if (error instanceof ConfigError) return error;
      throw error;
    }
    throw new Error('it was accepted');
  }

  const line = (text: string, of: string): number => text.slice(0, text.indexOf(of)).split('\n').length;

  it.each([
    ['broken YAML', 'years: { from: 2021 }', 'years: { from: 2021', /YAML/],
    ['an unknown key', 'notice: 国', 'remark: 国', /remark|notice/],
    ['a number as text', 'from: 2021', 'from: soon', /years\.from/],
    ['an unknown type of number', 'number: amount', 'number: money', /number/],
  ])('%s, with line and column', (_name, from, to, message) => {
    const error = load(source.replace(from, to));
    expect(error.message).toMatch(message);
    expect(error.place.line).toBeGreaterThan(0);
    expect(error.place.column).toBeGreaterThan(0);
    expect(error.place.file).toMatch(/2021\.yaml$/);
  });

  it('at the line where the fault is', () => {
    const broken = source.replace('from: 2021', 'from: soon');
    expect(load(broken).place.line).toBe(line(broken, 'from: soon'));
  });

  it.each([
    [
      'a claim of an unknown indicator',
      '[[requests.handled_total.total]]',
      '[[requests.handled.total]]',
      /claim handled_total .* requests\.handled\.total/,
    ],
    [
      'a sum over an unknown row',
      'left: [new, carried_in]',
      'left: [new, carried]',
      /requests\.balance .* carried/,
    ],
    [
      'a sum over an unknown table',
      'rule: requests.row_sum\n    table: requests',
      'rule: requests.row_sum\n    table: asked',
      /unknown table asked/,
    ],
    ['two cells of the same id', 'id: carried_in, zh'.replace(', zh', ','), 'id: new,', /same indicator id/],
  ])('%s', (_name, from, to, message) => {
    expect(source).toContain(from);
    expect(load(source.replace(from, to)).message).toMatch(message);
  });

  it('a folder without editions', () => {
    const folder = mkdtempSync(join(tmpdir(), 'editions-'));
    expect(() => loadEditions(folder)).toThrow(ConfigError);
    mkdirSync(join(folder, 'editions'));
    expect(() => loadEditions(folder)).toThrow(/no edition/);
  });
});
