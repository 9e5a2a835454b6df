/** Clocks that are set, and nights that are cut short. */
import type { Group } from '../scenario.js';
import type { NightPlan, Stage } from '../stage.js';
import { first, published, revised } from './names.js';

const BEGUN = '1 first_seen a';
const planned =
  (plan: NightPlan, act: (stage: Stage) => void = () => undefined) =>
  (stage: Stage): void => {
    act(stage);
    stage.plan = plan;
  };
/** By the clock, it is that night. */
const at = (clock: number, act?: (stage: Stage) => void) => planned({ clock }, act);
const edited = (stage: Stage): void => stage.show('a', revised(15));

export const clocks: Group = {
  title: 'Clocks, and nights that are cut short',
  scenarios: [
    {
      what: 'A report is gone while the clock goes back and forth over a day.',
      outcome: 'Each night counts once: withdrawn on the third by the calendar.',
      nights: 7,
      script: {
        1: published,
        2: at(2, (stage) => stage.takeDown('a')),
        3: at(3),
        4: at(2),
        5: at(3),
        6: at(4),
        7: at(5),
      },
      history: { '财政局 2023': [BEGUN, '6 withdrawn a'] },
      reports: ['财政局 2023 v1 a 12 withdrawn'],
    },
    {
      what: 'A report is gone, and one night is harvested three times.',
      outcome: 'The night counts once.',
      nights: 7,
      script: {
        1: published,
        2: at(2, (stage) => stage.takeDown('a')),
        3: at(2),
        4: at(2),
        5: at(3),
        6: at(4),
        7: at(5),
      },
      history: { '财政局 2023': [BEGUN, '6 withdrawn a'] },
      reports: ['财政局 2023 v1 a 12 withdrawn'],
    },
    {
      what: 'The clock is set back by two hours in the middle of a run.',
      outcome: 'The run goes on at its pace, and its revision is told.',
      nights: 6,
      script: { 1: published, 3: planned({ setBack: { wait: 3, hours: 2 } }, edited) },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      runs: 'dddddd',
    },
    {
      what: 'The clock is set back by two days in the middle of a run.',
      outcome: 'The same.',
      nights: 6,
      script: { 1: published, 3: planned({ setBack: { wait: 3, hours: 48 } }, edited) },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      runs: 'dddddd',
    },
    {
      what: 'A figure is edited on a night that the clock takes for an earlier one.',
      outcome: 'Two revisions, in the order in which they were seen.',
      nights: 6,
      script: {
        1: published,
        3: at(3, edited),
        4: at(2, (stage) => stage.show('a', revised(18))),
      },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15', '4 figures_revised a 15→18'] },
      reports: ['财政局 2023 v3 a 18 published'],
    },
    {
      what: 'The first night is killed after its first report, and goes on an hour later.',
      outcome: 'Every report is told of once.',
      nights: 6,
      script: { 1: planned({ diesAfter: 1 }, published) },
      history: { '财政局 2023': [BEGUN] },
      reports: ['财政局 2023 v1 a 12 published'],
      runs: 'dddddd',
    },
    {
      what: 'A night with a revision is killed before it has seen it, and goes on an hour later.',
      outcome: 'The revision is told of once.',
      nights: 6,
      script: { 1: published, 3: planned({ diesAfter: 2 }, edited) },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      runs: 'dddddd',
    },
    {
      what: 'A night with a revision is killed after it has seen it, and goes on an hour later.',
      outcome: 'The revision is told of once.',
      nights: 6,
      script: { 1: published, 3: planned({ diesAfter: 3 }, edited) },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      runs: 'dddddd',
    },
    {
      what: 'A night with a revision is killed, and the clock is set back by two hours before it goes on.',
      outcome: 'The revision is told of once.',
      nights: 6,
      script: { 1: published, 3: planned({ diesAfter: 3, resumesAfter: -2 }, edited) },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
    {
      what: 'The clock is a year ahead for one night, while a report is gone.',
      outcome: 'That night counts once, like any other.',
      nights: 6,
      script: { 1: published, 3: (stage) => stage.takeDown('a'), 4: at(400) },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'] },
      reports: ['财政局 2023 v1 a 12 withdrawn'],
    },
    {
      what: 'Every night is killed in the middle while a report is gone.',
      outcome: 'Withdrawn on the third night, once.',
      nights: 6,
      script: {
        1: published,
        3: planned({ diesAfter: 1 }, (stage) => stage.takeDown('a')),
        4: planned({ diesAfter: 2 }),
        5: planned({ diesAfter: 1 }),
        6: planned({ diesAfter: 2 }),
      },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a'] },
      reports: ['财政局 2023 v1 a 12 withdrawn'],
      runs: 'dddddd',
    },
    {
      what: 'The night on which the first of two addresses is gone is killed in the middle.',
      outcome: 'The second continues the report, told of once.',
      nights: 6,
      script: {
        1: (stage) => {
          published(stage);
          stage.publish('b', revised(15));
        },
        3: planned({ diesAfter: 2 }, (stage) => stage.takeDown('a')),
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→b', '3 figures_revised b 12→15'] },
      reports: ['财政局 2023 v2 b 15 published'],
      disagreements: '110000',
    },
    {
      what: 'Two reports swap their addresses in a night that is killed between them.',
      outcome: 'Both have moved, and are told of once.',
      nights: 6,
      script: {
        1: (stage) => {
          published(stage);
          stage.publish('b', { ...first, agency: '平湖市审计局', licences: 30 });
        },
        3: planned({ diesAfter: 3 }, (stage) => {
          stage.publish('a', { ...first, agency: '平湖市审计局', licences: 30 });
          stage.publish('b', first);
        }),
      },
      history: {
        '财政局 2023': [BEGUN, '3 moved a→b'],
        '审计局 2023': ['1 first_seen b', '3 moved b→a'],
      },
      reports: ['审计局 2023 v1 b 30 published', '财政局 2023 v1 a 12 published'],
    },
  ],
};
