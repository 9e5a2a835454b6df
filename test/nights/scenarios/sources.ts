/** Two listed addresses of one report. */
import { report } from '../portal/report.js';
import type { Group, Scenario, Script } from '../scenario.js';
import type { Stage } from '../stage.js';
import { HOME, NO_REPORT, RESET, SOFT } from './answers.js';
import { first, published, revised } from './names.js';

const BEGUN = '1 first_seen a';
/** Nights after which an address that is still listed counts as gone. */
const LATER = 5;

/** The first address says 12, the second as the scenario has it. */
const both = (licences: number) => (stage: Stage) => {
  published(stage);
  stage.publish('b', revised(licences));
};

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

/** Six digits: so many findings up to a night, and none, or so many, from then on. */
const digits = (before: number, from: number, after = 0, nights = 6): string =>
  Array.from({ length: nights }, (_, index) => (index + 1 < from ? before : after)).join('');

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
    disagreements: stays ? '111111' : digits(1, night),
  }),
);

interface Quiet {
  readonly what: string;
  readonly outcome: string;
  readonly script: Script;
  readonly disagreements: string;
}

/** What the second address does beside the first is nothing that happens to the report. */
const beside = ({ what, outcome, script, disagreements }: Quiet): Scenario => ({
  what,
  outcome,
  nights: 6,
  script,
  history: { '财政局 2023': [BEGUN] },
  reports: ['财政局 2023 v1 a 12 published'],
  disagreements,
});

export const sources: Group = {
  title: 'Two addresses of one report',
  scenarios: [
    beside({
      what: 'Two addresses show the same report.',
      outcome: 'One report, told of once.',
      script: { 1: both(12) },
      disagreements: '000000',
    }),
    beside({
      what: 'Two addresses show different figures.',
      outcome: 'One report with a finding; no revision.',
      script: { 1: both(15) },
      disagreements: '111111',
    }),
    beside({
      what: 'A second address appears on the third night, with different figures.',
      outcome: 'A finding from that night on.',
      script: { 1: published, 3: (stage) => stage.publish('b', revised(15)) },
      disagreements: '001111',
    }),
    ...sameFigures,
    ...otherFigures,
    beside({
      what: 'Of two addresses with different figures, the second is taken down.',
      outcome: 'The finding is gone.',
      script: { 1: both(15), 3: (stage) => stage.takeDown('b') },
      disagreements: digits(1, 3),
    }),
    beside({
      what: 'Of two addresses with different figures, the second is still listed and answers 404.',
      outcome: 'The finding is gone as soon as the address counts as gone.',
      script: { 1: both(15), 3: (stage) => stage.gone('b') },
      disagreements: digits(1, LATER),
    }),
    beside({
      what: 'Two addresses differ, and the second is then put right.',
      outcome: 'The finding is gone.',
      script: { 1: both(15), 4: (stage) => stage.show('b', first) },
      disagreements: '111000',
    }),
    beside({
      what: 'The second of two addresses is edited.',
      outcome: 'A finding; no revision while the first stands.',
      script: { 1: both(12), 3: (stage) => stage.show('b', revised(15)) },
      disagreements: '001111',
    }),
    beside({
      what: 'The second of two addresses is edited three times.',
      outcome: 'One finding, about what it says last.',
      script: {
        1: both(15),
        2: (stage) => stage.show('b', revised(77)),
        3: (stage) => stage.show('b', revised(78)),
        4: (stage) => stage.show('b', revised(79)),
      },
      disagreements: '111111',
    }),
    {
      what: 'The first of two addresses is edited.',
      outcome: 'A revision, and a finding as the second says otherwise.',
      nights: 6,
      script: { 1: both(12), 3: (stage) => stage.show('a', revised(15)) },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      disagreements: '001111',
    },
    {
      what: 'Two addresses differ, and the first is edited to what the second says.',
      outcome: 'A revision; the finding is gone.',
      nights: 6,
      script: { 1: both(15), 3: (stage) => stage.show('a', revised(15)) },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      disagreements: '110000',
    },
    {
      what: 'Both of two addresses are edited in the same way.',
      outcome: 'One revision.',
      nights: 6,
      script: {
        1: both(12),
        3: (stage) => {
          stage.show('a', revised(15));
          stage.show('b', revised(15));
        },
      },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
    {
      what: 'Both of two addresses that differ are edited.',
      outcome: 'A revision by the first, and one finding.',
      nights: 6,
      script: {
        1: both(15),
        3: (stage) => {
          stage.show('a', revised(13));
          stage.show('b', revised(16));
        },
      },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→13'] },
      reports: ['财政局 2023 v2 a 13 published'],
      disagreements: '111111',
    },
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
      disagreements: digits(1, 3),
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
      disagreements: digits(1, 3),
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
      what: 'The first of two addresses is gone for one night, still listed, while the second says otherwise.',
      outcome: 'Nobody is told: a bad night moves nothing.',
      nights: 6,
      script: { 1: both(15), 3: (stage) => stage.gone('a'), 4: published },
      history: { '财政局 2023': [BEGUN] },
      reports: ['财政局 2023 v1 a 12 published'],
      disagreements: '111111',
    },
    beside({
      what: 'The first of two addresses that differ answers 404 for two nights, still listed.',
      outcome: 'Nobody is told.',
      script: { 1: both(15), 3: (stage) => stage.gone('a'), 5: published },
      disagreements: '111111',
    }),
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
      ...beside({
        what: 'For one night, the list names so few agencies that the run is suspect, and not the first of two addresses.',
        outcome: 'Nobody is told: a suspect night moves nothing.',
        script: {
          1: (stage) => {
            both(15)(stage);
            stage.portalFile.expect = { minAgencies: 3 };
          },
          3: (stage) => stage.unlist('a', 'e'),
          4: (stage) => {
            published(stage);
            stage.publish('e', report('平湖市教育局'));
          },
        },
        disagreements: '111111',
      }),
      alarms: ['3 suspect_runs'],
    },
    beside({
      what: 'For one night, the list breaks off, and its first page does not name the first of two addresses.',
      outcome: 'Nobody is told: half a list moves nothing.',
      script: {
        1: both(15),
        3: (stage) => {
          stage.unlist('a');
          stage.site.isHalf = true;
        },
        4: (stage) => {
          published(stage);
          stage.site.isHalf = false;
        },
      },
      disagreements: '111111',
    }),
  ],
};
