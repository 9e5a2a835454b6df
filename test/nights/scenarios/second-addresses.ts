/** Two listed addresses of one report, which both stand; or the second goes. */
import { report } from '../portal/report.js';
import type { Group, Scenario, Script } from '../scenario.js';
import { AUDIT, first, published, revised } from './names.js';
import { BEGUN, both, LATER, until } from './two-addresses.js';

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

export const secondAddresses: Group = {
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
    beside({
      what: 'Of two addresses with different figures, the second is taken down.',
      outcome: 'The finding is gone.',
      script: { 1: both(15), 3: (stage) => stage.takeDown('b') },
      disagreements: until(3),
    }),
    beside({
      what: 'Of two addresses with different figures, the second is still listed and answers 404.',
      outcome: 'The finding is gone as soon as the address counts as gone.',
      script: { 1: both(15), 3: (stage) => stage.gone('b') },
      disagreements: until(LATER),
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
    beside({
      what: 'Two addresses that differ answer 404 by turns, one night each.',
      outcome: 'Nobody is told.',
      script: {
        1: both(15),
        2: (stage) => stage.gone('a'),
        3: (stage) => {
          published(stage);
          stage.gone('b');
        },
        4: (stage) => {
          both(15)(stage);
          stage.gone('a');
        },
        5: both(15),
      },
      disagreements: '111111',
    }),
    {
      what: "The second of two addresses shows another agency's report.",
      outcome: 'The other report is told of; nothing happens to the first.',
      nights: 6,
      script: { 1: both(15), 3: (stage) => stage.publish('b', report(AUDIT, 2023, { licences: 30 })) },
      history: { '财政局 2023': [BEGUN], '审计局 2023': ['3 first_seen b'] },
      reports: ['审计局 2023 v1 b 30 published', '财政局 2023 v1 a 12 published'],
      disagreements: until(3),
    },
  ],
};
