import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveAgencies, resolveAgency } from '../../src/questions/agencies.js';
import { columnsAbout, resolveColumn, resolveColumns } from '../../src/questions/columns.js';
import { parseMoment } from '../../src/questions/moments.js';
import { resolveRegion } from '../../src/questions/regions.js';
import { parseSort } from '../../src/questions/sorting.js';
import { parseYears } from '../../src/questions/years.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { patternTest } from '../../src/text/pattern.js';
import { holds } from '../property.js';

const { indicators } = loadEditions();

describe('report years', () => {
  it.each([
    ['2023', { from: 2023, to: 2023 }],
    ['2019..2023', { from: 2019, to: 2023 }],
    ['2021..', { from: 2021, to: 2100 }],
    ['..2020', { from: 2008, to: 2020 }],
  ])('%s', (text, range) => expect(parseYears(text)).toEqual(range));

  it.each([
    ['2023..2019', /run backwards/],
    ['23', /not a report year/],
    ['..', /not a report year/],
    ['2019-2023', /not a report year/],
    ['1999', /from 2008 to 2100/],
    ['2019..2023..', /not a report year/],
  ])('%s is refused', (text, message) => expect(() => parseYears(text)).toThrow(message));
});

describe('indicators', () => {
  const ids = (words: string[]) => resolveColumns(words, indicators).map(({ id }) => id);

  it('are meant by their id, or by a pattern, each once and in the order of the words', () => {
    expect(ids(['requests.new.total'])).toEqual(['requests.new.total']);
    expect(ids(['disputes.review.total,requests.new.total', 'disputes.review.*'])).toEqual([
      'disputes.review.total',
      'requests.new.total',
      'disputes.review.upheld',
      'disputes.review.corrected',
      'disputes.review.other',
      'disputes.review.pending',
    ]);
    expect(ids(['disputes.*'])).toHaveLength(15);
    expect(ids(['*'])).toHaveLength(indicators.length);
  });

  it.each([
    ['requests.new.totl', /requests\.new\.total/],
    ['request.new.total', /requests\.new\.total/],
    ['requests.granted', /requests\.granted\./],
    ['重复申请', /requests\.rejected\.repeated\./],
  ])('an unknown one, %s, is refused with a suggestion', (word, suggestion) => {
    expect(() => ids([word])).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringMatching(suggestion) }),
    );
  });

  it('a pattern that matches none is refused, and one that matches several where one is asked for', () => {
    expect(() => ids(['nothing.*'])).toThrow(/no indicator/);
    expect(() => resolveColumn('disputes.*', indicators)).toThrow(/matches 15 indicators/);
    expect(resolveColumn('disputes.review.t*', indicators).id).toBe('disputes.review.total');
  });

  it('are found by a part of their label', () => {
    expect(columnsAbout('新收', indicators).map(({ id }) => id)).toContain('requests.new.total');
    expect(columnsAbout('UPHELD', indicators)).toHaveLength(3);
  });

  it('a pattern means what the regular expression of its stars does', () => {
    const piece = fc.stringMatching(/^[ab.*]{0,8}$/);
    holds(
      fc.property(piece, fc.stringMatching(/^[ab.]{0,10}$/), (pattern, name) => {
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\*+/g, '.*')}$`);
        expect(patternTest(pattern)(name)).toBe(expression.test(name));
      }),
    );
  });

  it('a pattern means no more than its stars', () => {
    expect(patternTest('a.*')('a.b')).toBe(true);
    expect(patternTest('a.*')('axb')).toBe(false);
    expect(patternTest('*局')('平湖市教育局')).toBe(true);
    expect(patternTest('(*')('(x')).toBe(true);
  });
});

describe('regions', () => {
  it.each([
    ['330482', '330482'],
    ['3304', '3304'],
    ['平湖', '330482'],
    ['平湖市', '330482'],
    ['嘉兴', '3304'],
    ['浙江', '33'],
    ['北京市', '11'],
    ['内蒙古', '15'],
  ])('%s means codes that begin with %s', (word, prefix) => expect(resolveRegion(word)).toEqual([prefix]));

  it.each([
    ['祁阳市', ['431181', '431121']],
    ['祁阳', ['431181', '431121']],
    ['三元区', ['350404', '350403']],
    ['昌都市', ['5403', '5421']],
    ['下城区', ['330103']],
    ['莱芜市', ['3712']],
  ])('%s means also the codes of former years', (word, prefixes) =>
    expect(resolveRegion(word)).toEqual(prefixes),
  );

  it.each([
    ['朝阳区', /110105 .*朝阳区; 220104/],
    ['吉林', /22 吉林省; 2202/],
    ['平胡市', /there is no region/],
    ['3304821', /longer than a region code/],
  ])('%s is refused', (word, message) => expect(() => resolveRegion(word)).toThrow(message));
});

describe('agencies', () => {
  const names = [
    { region: '330482', name: '平湖市教育局', aliases: ['市教育局'] },
    { region: '330482', name: '平湖市科学技术局', aliases: ['平湖市科技局'] },
    { region: '330481', name: '海宁市教育局', aliases: [] },
    { region: '330481', name: '档案馆', aliases: [] },
    { region: '330482', name: '档案馆', aliases: [] },
  ];
  const [education, science, haining] = names;

  it.each([
    ['平湖市教育局', education],
    ['市教育局', education],
    ['科学', science],
    ['科技', science],
    ['海宁*', haining],
    ['phsjyj', education],
    ['PHSKJJ', science],
    ['kxjsj', science],
    ['hnsjyj', haining],
  ])('%s means one', (word, agency) => expect(resolveAgency(word, names)).toBe(agency));

  it('a pattern means all that it matches', () => {
    expect(resolveAgencies('*教育局', names)).toEqual([education, haining]);
  });

  it.each([
    ['教育局', 'usage', /2 agencies|3 agencies/, /\*教育局\*/],
    ['档案馆', 'usage', /档案馆 \(330481\), 档案馆 \(330482\)/, /--region/],
    ['jyj', 'usage', /matches 2 agencies/, /full name/],
    ['平湖市教体局', 'no_agency', /no agency/, /平湖市教育局/],
    ['*公安*', 'no_agency', /no agency/, /list/],
    ['', 'usage', /empty/, /^/],
  ])('%j is refused', (word, code, message, hint) => {
    expect(() => resolveAgencies(word, names)).toThrow(message);
    expect(() => resolveAgencies(word, names)).toThrow(expect.objectContaining({ code }));
    try {
      resolveAgencies(word, names);
    } catch (error) {
      expect(error instanceof Error && 'hint' in error ? (error.hint ?? '') : '').toMatch(hint);
    }
  });
});

describe('sort keys', () => {
  it('run upwards, or with a minus downwards', () => {
    expect(parseSort('year,-requests.new.total', indicators)).toEqual([
      { by: 'year', descending: false },
      { by: 'requests.new.total', descending: true },
    ]);
  });
  it('that mean nothing are refused', () => {
    expect(() => parseSort('yaer', indicators)).toThrow(/cannot sort reports by 「yaer」/);
  });
});

describe('moments', () => {
  it('a day begins in Shanghai', () => {
    expect(parseMoment('2024-02-01').toISOString()).toBe('2024-01-31T16:00:00.000Z');
    expect(parseMoment('2024-02-01T08:00:00Z').toISOString()).toBe('2024-02-01T08:00:00.000Z');
  });
  it.each(['2024-02-30', '1. 2. 2024', '2024-02-01T08:00', 'yesterday'])('%s is refused', (text) =>
    expect(() => parseMoment(text)).toThrow(/is not a day or time/),
  );
});
