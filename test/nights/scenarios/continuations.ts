/** Two listed addresses of one report, of which the first goes. */
import { report } from '../portal/report.js';
import { type Group, type Scenario, shortName } from '../scenario.js';
import type { Stage } from '../stage.js';
import { HOME, NO_REPORT, RESET, SOFT } from './answers.js';
import { first, published, revised } from './names.js';
import { BEGUN, both, LATER, until } from './two-addresses.js';

const FIVE = ['平湖市财政局', '平湖市审计局', '平湖市司法局', '平湖市信访局', '平湖市统计局'];

/** The ways in which the first address goes on the third night, and the night on which the second continues. */
const WAYS: readonly {
  readonly way: string;
  readonly go: (stage: Stage) => void;
  readonly night: number;
  /** Does it still show the report? */
  readonly stays?: true;
}[] = [
  { way: 'is taken down', go: (stage) => stage.takeDown('a'), night: 3 },
  { way: 'is still listed and answers 404', go: (stage) => stage.gone('a'), night: LATER },
  { way: 'is still listed and answers 410', go: (stage) => stage.gone('a', 410), night: LATER },
  { way: 'is off the list and still served', go: (stage) => stage.unlist('a'), night: 3, stays: true },
  { way: 'is listed and leads to the front page', go: (stage) => stage.answer('a', HOME), night: LATER },
  { way: 'is listed and says 「页面不存在」', go: (stage) => stage.answer('a', SOFT), night: LATER },
  {
    way: 'is listed and shows a page without a report',
    go: (stage) => stage.answer('a', NO_REPORT),
    night: LATER,
  },
];

const sameFigures = WAYS.map(
  ({ way, go, night }): Scenario => ({
    what: `Of two addresses with the same report, the first ${way}.`,
    outcome: 'The second continues the report.',
    nights: 6,
    script: { 1: both(12), 3: go },
    history: { '财政局 2023': [BEGUN, `${night} moved a→b`] },
    reports: ['财政局 2023 v1 a 12 published'],
  }),
);

const otherFigures = WAYS.map(
  ({ way, go, night, stays }): Scenario => ({
    what: `Of two addresses with different figures, the first ${way}.`,
    outcome: 'The second continues the report, and its figures are a revision.',
    nights: 6,
    script: { 1: both(15), 3: go },
    history: { '财政局 2023': [BEGUN, `${night} moved a→b`, `${night} figures_revised b 12→15`] },
    reports: ['财政局 2023 v2 b 15 published'],
    disagreements: stays ? '111111' : until(night),
  }),
);

export const continuations: Group = {
  title: 'Two addresses of one report, of which one goes',
  scenarios: [
    ...sameFigures,
    ...otherFigures,
    {
      what: 'Two addresses differ, agree, and then the first is taken down.',
      outcome: 'The second continues the report; nothing is revised.',
      nights: 6,
      script: {
        1: both(15),
        3: (stage) => stage.show('b', first),
        5: (stage) => stage.takeDown('a'),
      },
      history: { '财政局 2023': [BEGUN, '5 moved a→b'] },
      reports: ['财政局 2023 v1 a 12 published'],
      disagreements: '110000',
    },
    {
      what: 'The first of two addresses is taken down on the day on which the second is edited.',
      outcome: 'The second continues the report, and is a revision.',
      nights: 6,
      script: {
        1: both(12),
        3: (stage) => {
          stage.takeDown('a');
          stage.show('b', revised(15));
        },
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→b', '3 figures_revised b 12→15'] },
      reports: ['财政局 2023 v2 b 15 published'],
    },
    {
      what: 'The second address has continued the report, and is edited.',
      outcome: 'A revision like any other.',
      nights: 6,
      script: {
        1: both(15),
        3: (stage) => stage.takeDown('a'),
        5: (stage) => stage.show('b', revised(18)),
      },
      history: {
        '财政局 2023': [BEGUN, '3 moved a→b', '3 figures_revised b 12→15', '5 figures_revised b 15→18'],
      },
      reports: ['财政局 2023 v3 b 18 published'],
      disagreements: until(3),
    },
    {
      what: 'The second address has continued the report, and the first is back with its old figures.',
      outcome: 'The second goes on speaking; the first is a finding.',
      nights: 6,
      script: { 1: both(15), 3: (stage) => stage.takeDown('a'), 5: published },
      history: { '财政局 2023': [BEGUN, '3 moved a→b', '3 figures_revised b 12→15'] },
      reports: ['财政局 2023 v2 b 15 published'],
      disagreements: '110011',
    },
    {
      what: 'A portal answers 304 for what is known; of two addresses that differ, the first is taken down.',
      outcome: 'The second continues the report, although its bytes are known.',
      nights: 6,
      script: {
        1: (stage) => {
          stage.site.hasValidators = true;
          both(15)(stage);
        },
        3: (stage) => stage.takeDown('a'),
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→b', '3 figures_revised b 12→15'] },
      reports: ['财政局 2023 v2 b 15 published'],
      disagreements: until(3),
    },
    {
      what: 'Of three addresses with three figures, the first goes, then the second.',
      outcome: 'The next one continues the report each time.',
      nights: 6,
      script: {
        1: (stage) => {
          both(15)(stage);
          stage.publish('c', revised(18));
        },
        3: (stage) => stage.takeDown('a'),
        5: (stage) => stage.takeDown('b'),
      },
      history: {
        '财政局 2023': [
          BEGUN,
          '3 moved a→b',
          '3 figures_revised b 12→15',
          '5 moved b→c',
          '5 figures_revised c 15→18',
        ],
      },
      reports: ['财政局 2023 v3 c 18 published'],
      disagreements: '221100',
    },
    {
      what: 'Both of two addresses are taken down.',
      outcome: 'Withdrawn once, on the third night.',
      nights: 6,
      script: { 1: both(12), 3: (stage) => stage.takeDown('a', 'b') },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'] },
      reports: ['财政局 2023 v1 a 12 withdrawn'],
    },
    {
      what: 'The first of two addresses that differ answers 404, and the portal is down for a night meanwhile.',
      outcome: 'The second continues the report on the third night that counts.',
      nights: 7,
      script: {
        1: both(15),
        3: (stage) => stage.gone('a'),
        4: (stage) => {
          stage.site.everywhere = RESET;
        },
        5: (stage) => {
          stage.site.everywhere = null;
        },
      },
      history: { '财政局 2023': [BEGUN, '6 moved a→b', '6 figures_revised b 12→15'] },
      reports: ['财政局 2023 v2 b 15 published'],
      disagreements: '1111100',
      alarms: ['4 failed_runs'],
    },
    {
      what: 'The first of two addresses answers 404, and the second on the night on which it would continue.',
      outcome: 'The second continues the report when it is seen again.',
      nights: 7,
      script: {
        1: both(15),
        3: (stage) => stage.gone('a'),
        5: (stage) => stage.gone('b'),
        6: (stage) => stage.show('b', revised(15)),
      },
      history: { '财政局 2023': [BEGUN, '6 moved a→b', '6 figures_revised b 12→15'] },
      reports: ['财政局 2023 v2 b 15 published'],
      disagreements: '1111000',
    },
    {
      what: 'The first of two addresses answers 404, and the second is edited meanwhile.',
      outcome: 'The second continues the report with what it says then.',
      nights: 6,
      script: {
        1: both(15),
        3: (stage) => stage.gone('a'),
        4: (stage) => stage.show('b', revised(18)),
      },
      history: { '财政局 2023': [BEGUN, '5 moved a→b', '5 figures_revised b 12→18'] },
      reports: ['财政局 2023 v2 b 18 published'],
      disagreements: '111100',
    },
    {
      what: 'The second address has continued the report, the first is back, and then the second is taken down.',
      outcome: 'The report moves back, with the figures of the first.',
      nights: 8,
      script: {
        1: both(15),
        3: (stage) => stage.takeDown('a'),
        5: published,
        7: (stage) => stage.takeDown('b'),
      },
      history: {
        '财政局 2023': [
          BEGUN,
          '3 moved a→b',
          '3 figures_revised b 12→15',
          '7 moved b→a',
          '7 figures_revised a 15→12',
        ],
      },
      reports: ['财政局 2023 v3 a 12 published'],
      disagreements: '11001100',
    },
    {
      what: 'Both of two addresses are taken down, and the second is back after four nights.',
      outcome: 'Withdrawn, then restored at the second.',
      nights: 8,
      script: {
        1: both(12),
        3: (stage) => stage.takeDown('a', 'b'),
        7: (stage) => stage.publish('b', first),
      },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a', '7 restored b', '7 moved a→b'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'Five reports have two addresses each, and all first ones are taken down at once.',
      outcome: 'Each has moved: the portal has only been tidied.',
      nights: 6,
      bystanders: false,
      script: {
        1: (stage) => {
          for (const [index, agency] of FIVE.entries()) {
            stage.publish(`a${index}`, report(agency));
            stage.publish(`b${index}`, report(agency));
          }
        },
        3: (stage) => stage.takeDown(...FIVE.map((_, index) => `a${index}`)),
      },
      history: Object.fromEntries(
        FIVE.map((agency, index) => [
          `${shortName(agency)} 2023`,
          [`1 first_seen a${index}`, `3 moved a${index}→b${index}`],
        ]),
      ),
      reports: FIVE.map((agency, index) => `${shortName(agency)} 2023 v1 a${index} 12 published`),
      runs: 'dddddd',
    },
  ],
};
