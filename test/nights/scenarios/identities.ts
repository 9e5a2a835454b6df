/** Addresses that name another agency or another year than before. */
import { report, titleOf } from '../portal/report.js';
import type { Group } from '../scenario.js';
import type { Stage } from '../stage.js';
import { AUDIT, FINANCE, first, MISSPELT, published, revised } from './names.js';

const BEGUN = '1 first_seen a';
const BOTH_YEARS = [2023, 2024];
/** The same report, as its own title has it wrong. */
const misspelt = titleOf({ agency: MISSPELT, year: 2023 });
const wrongYear = titleOf({ agency: FINANCE, year: 2024 });
const unnamed = '2023年政府信息公开工作年度报告';
const nextYear = report(FINANCE, 2024, { licences: 20 });
const audit = report(AUDIT, 2023, { licences: 30 });

const justice = report('平湖市司法局', 2023, { licences: 40 });
const twoReports = (stage: Stage): void => {
  published(stage);
  stage.publish('b', audit);
};
const swapped = (stage: Stage): void => {
  stage.publish('a', audit);
  stage.publish('b', first);
};

const publishedAs = (title: string) => (stage: Stage) => stage.publish('a', first, { title });

export const identities: Group = {
  title: 'An address that names another agency or year',
  scenarios: [
    {
      what: "An agency's typing error in its own name (财正局) is corrected.",
      outcome: 'One report, renamed; its history goes on.',
      nights: 6,
      script: { 1: publishedAs(misspelt), 3: published },
      history: { '财政局 2023': [BEGUN, '3 renamed a'] },
      reports: ['财政局 2023 v2 a 12 published'],
      notices: { also: ['1 first_seen 财正局 2023'], not: ['1 first_seen 财政局 2023'] },
    },
    {
      what: 'The typing error is corrected, and is back two nights later.',
      outcome: 'Renamed twice.',
      nights: 6,
      script: { 1: publishedAs(misspelt), 3: published, 5: publishedAs(misspelt) },
      history: { '财正局 2023': [BEGUN, '3 renamed a', '5 renamed a'] },
      agencies: [FINANCE],
      reports: ['财正局 2023 v3 a 12 published'],
      notices: { also: ['3 renamed 财政局 2023'], not: ['3 renamed 财正局 2023'] },
    },
    {
      what: 'The typing error is corrected, and a figure is edited two nights later.',
      outcome: 'Renamed, then revised.',
      nights: 6,
      script: { 1: publishedAs(misspelt), 3: published, 5: (stage) => stage.publish('a', revised(15)) },
      history: { '财政局 2023': [BEGUN, '3 renamed a', '5 figures_revised a 12→15'] },
      reports: ['财政局 2023 v3 a 15 published'],
      notices: { also: ['1 first_seen 财正局 2023'], not: ['1 first_seen 财政局 2023'] },
    },
    {
      what: 'The year in a title is corrected, 2023 to 2024; the report is the same.',
      outcome: 'One report, renamed.',
      nights: 6,
      years: BOTH_YEARS,
      script: { 1: published, 3: publishedAs(wrongYear) },
      history: { '财政局 2024': [BEGUN, '3 renamed a'] },
      reports: ['财政局 2024 v2 a 12 published'],
      notices: { also: ['1 first_seen 财政局 2023'], not: ['1 first_seen 财政局 2024'] },
    },
    {
      what: 'The year in a title is corrected, and the correction is taken back.',
      outcome: 'Renamed twice.',
      nights: 6,
      years: BOTH_YEARS,
      script: { 1: published, 3: publishedAs(wrongYear), 5: published },
      history: { '财政局 2023': [BEGUN, '3 renamed a', '5 renamed a'] },
      reports: ['财政局 2023 v3 a 12 published'],
      notices: { also: ['3 renamed 财政局 2024'], not: ['3 renamed 财政局 2023'] },
    },
    {
      what: 'Only the list had the name wrong, and is corrected.',
      outcome: 'Nobody is told.',
      nights: 6,
      script: { 1: (stage) => stage.publish('a', first, { listedAs: misspelt }), 3: published },
      history: { '财政局 2023': [BEGUN] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'The page names no agency; the list had the name wrong, and is corrected.',
      outcome: 'One report, renamed, although its bytes are the same.',
      nights: 6,
      script: {
        1: (stage) => stage.publish('a', first, { title: unnamed, listedAs: misspelt }),
        3: (stage) => stage.publish('a', first, { title: unnamed, listedAs: titleOf(first) }),
      },
      history: { '财政局 2023': [BEGUN, '3 renamed a'] },
      reports: ['财政局 2023 v2 a 12 published'],
      notices: { also: ['1 first_seen 财正局 2023'], not: ['1 first_seen 财政局 2023'] },
    },
    {
      what: "The year after, the address shows the next year's report.",
      outcome: 'The old report is withdrawn on the third night; the new one is told of at once.',
      nights: 6,
      years: BOTH_YEARS,
      script: { 1: published, 3: (stage) => stage.publish('a', nextYear) },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'], '财政局 2024': ['3 first_seen a'] },
      reports: ['财政局 2023 v1 a 12 withdrawn', '财政局 2024 v1 a 20 published'],
    },
    {
      what: "The address shows the next year's report, and nights ask for the old year alone.",
      outcome: 'The same: the address is asked all the same.',
      nights: 6,
      years: [2023],
      script: { 1: published, 3: (stage) => stage.publish('a', nextYear) },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'], '财政局 2024': ['3 first_seen a'] },
      reports: ['财政局 2023 v1 a 12 withdrawn', '财政局 2024 v1 a 20 published'],
    },
    {
      what: "The address shows the next year's report, and the old one stands at another address.",
      outcome: 'The old report has moved.',
      nights: 6,
      years: BOTH_YEARS,
      script: {
        1: published,
        3: (stage) => {
          stage.publish('a', nextYear);
          stage.publish('b', first);
        },
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→b'], '财政局 2024': ['3 first_seen a'] },
      reports: ['财政局 2023 v1 a 12 published', '财政局 2024 v1 a 20 published'],
    },
    {
      what: "The address shows another agency's report.",
      outcome: 'The first report is withdrawn on the third night.',
      nights: 6,
      script: { 1: published, 3: (stage) => stage.publish('a', audit) },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'], '审计局 2023': ['3 first_seen a'] },
      reports: ['审计局 2023 v1 a 30 published', '财政局 2023 v1 a 12 withdrawn'],
    },
    {
      what: "The address shows another agency's report for two nights.",
      outcome: 'The other report is told of, and withdrawn on its third night without an address.',
      nights: 8,
      script: { 1: published, 3: (stage) => stage.publish('a', audit), 5: published },
      history: { '财政局 2023': [BEGUN], '审计局 2023': ['3 first_seen a', '7 withdrawn a'] },
      reports: ['审计局 2023 v1 a 30 withdrawn', '财政局 2023 v1 a 12 published'],
    },
    {
      what: "The address shows another agency's report for four nights.",
      outcome: 'The first report is withdrawn and restored; the other is withdrawn in its turn.',
      nights: 9,
      script: { 1: published, 3: (stage) => stage.publish('a', audit), 7: published },
      history: {
        '财政局 2023': [BEGUN, '5 withdrawn a', '7 restored a'],
        '审计局 2023': ['3 first_seen a', '9 withdrawn a'],
      },
      reports: ['审计局 2023 v1 a 30 withdrawn', '财政局 2023 v1 a 12 published'],
    },
    {
      what: 'The typing error is corrected on the day on which a figure is edited.',
      outcome: 'Nothing proves that it is one report: the first is withdrawn, the second told of.',
      nights: 6,
      script: { 1: publishedAs(misspelt), 3: (stage) => stage.publish('a', revised(15)) },
      history: { '财正局 2023': [BEGUN, '5 withdrawn a'], '财政局 2023': ['3 first_seen a'] },
      agencies: [FINANCE],
      reports: ['财政局 2023 v1 a 15 published', '财正局 2023 v1 a 12 withdrawn'],
    },
    {
      what: "The address shows a copy of another agency's report that stands elsewhere too.",
      outcome: 'The first report is withdrawn; the other has two addresses.',
      nights: 6,
      script: {
        1: twoReports,
        3: (stage) => stage.publish('a', audit),
      },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'], '审计局 2023': ['1 first_seen b'] },
      reports: ['审计局 2023 v1 b 30 published', '财政局 2023 v1 a 12 withdrawn'],
    },
    {
      what: 'Two reports swap their addresses.',
      outcome: 'Both have moved.',
      nights: 6,
      script: {
        1: twoReports,
        3: swapped,
      },
      history: {
        '财政局 2023': [BEGUN, '3 moved a→b'],
        '审计局 2023': ['1 first_seen b', '3 moved b→a'],
      },
      reports: ['审计局 2023 v1 b 30 published', '财政局 2023 v1 a 12 published'],
    },
    {
      what: 'Two reports swap their addresses, and one of them is edited on the way.',
      outcome: 'Both have moved, and one is revised.',
      nights: 6,
      script: {
        1: twoReports,
        3: (stage) => {
          stage.publish('a', audit);
          stage.publish('b', revised(15));
        },
      },
      history: {
        '财政局 2023': [BEGUN, '3 moved a→b', '3 figures_revised b 12→15'],
        '审计局 2023': ['1 first_seen b', '3 moved b→a'],
      },
      reports: ['审计局 2023 v1 b 30 published', '财政局 2023 v2 b 15 published'],
    },
    {
      what: 'Two reports swap their addresses, and swap them back two nights later.',
      outcome: 'Both have moved twice.',
      nights: 6,
      script: { 1: twoReports, 3: swapped, 5: twoReports },
      history: {
        '财政局 2023': [BEGUN, '3 moved a→b', '5 moved b→a'],
        '审计局 2023': ['1 first_seen b', '3 moved b→a', '5 moved a→b'],
      },
      reports: ['审计局 2023 v1 b 30 published', '财政局 2023 v1 a 12 published'],
    },
    {
      what: 'Three reports change places in a circle.',
      outcome: 'All three have moved.',
      nights: 6,
      script: {
        1: (stage) => {
          twoReports(stage);
          stage.publish('c', justice);
        },
        3: (stage) => {
          stage.publish('a', justice);
          stage.publish('b', first);
          stage.publish('c', audit);
        },
      },
      history: {
        '财政局 2023': [BEGUN, '3 moved a→b'],
        '审计局 2023': ['1 first_seen b', '3 moved b→c'],
        '司法局 2023': ['1 first_seen c', '3 moved c→a'],
      },
      reports: [
        '司法局 2023 v1 c 40 published',
        '审计局 2023 v1 b 30 published',
        '财政局 2023 v1 a 12 published',
      ],
    },
    {
      what: "Another agency's report moves to the address, and the report that stood there is nowhere.",
      outcome: 'The one has moved; the other is withdrawn on the third night.',
      nights: 6,
      script: {
        1: twoReports,
        3: (stage) => {
          stage.publish('a', audit);
          stage.takeDown('b');
        },
      },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'], '审计局 2023': ['1 first_seen b', '3 moved b→a'] },
      reports: ['审计局 2023 v1 b 30 published', '财政局 2023 v1 a 12 withdrawn'],
    },
    {
      what: 'The report is withdrawn, and its address is given to another agency.',
      outcome: 'The other report is told of; the withdrawn one stays so.',
      nights: 8,
      script: { 1: published, 3: (stage) => stage.takeDown('a'), 7: (stage) => stage.publish('a', audit) },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'], '审计局 2023': ['7 first_seen a'] },
      reports: ['审计局 2023 v1 a 30 published', '财政局 2023 v1 a 12 withdrawn'],
    },
    {
      what: 'Of two addresses with the same report, the first gets a typing error into its title.',
      outcome: 'The report goes on at the second; what the first shows has another name.',
      nights: 6,
      script: {
        1: (stage) => {
          published(stage);
          stage.publish('b', first);
        },
        3: publishedAs(misspelt),
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→b'], '财正局 2023': ['3 first_seen a'] },
      agencies: [FINANCE],
      reports: ['财政局 2023 v1 a 12 published', '财正局 2023 v1 a 12 published'],
    },
    {
      what: 'The typing error is corrected, in a night that is killed afterwards.',
      outcome: 'Renamed once.',
      nights: 6,
      script: {
        1: publishedAs(misspelt),
        3: (stage) => {
          published(stage);
          stage.plan = { diesAfter: 3 };
        },
      },
      history: { '财政局 2023': [BEGUN, '3 renamed a'] },
      reports: ['财政局 2023 v2 a 12 published'],
      notices: { also: ['1 first_seen 财正局 2023'], not: ['1 first_seen 财政局 2023'] },
    },
  ],
};
