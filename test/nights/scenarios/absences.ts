/** One address, at which the report is no more. */
import type { Group, Scenario, Script } from '../scenario.js';
import { BROKEN, HOME, NO_REPORT, RESET, SOFT } from './answers.js';
import { first, published, revised } from './names.js';

const BEGUN = '1 first_seen a';
/** Something that nobody is told of: the report counts as published. */
const stays = (what: string, script: Script, nights = 6): Scenario => ({
  what,
  outcome: 'Nobody is told; the report counts as published.',
  nights,
  script: { 1: published, ...script },
  history: { '财政局 2023': [BEGUN] },
  reports: ['财政局 2023 v1 a 12 published'],
});

/** Something on the third night that withdraws the report. */
const withdrawn = (what: string, script: Script): Scenario => ({
  what,
  outcome: 'Withdrawn on the third night without it.',
  nights: 6,
  script: { 1: published, ...script },
  history: { '财政局 2023': [BEGUN, '5 withdrawn a'] },
  reports: ['财政局 2023 v1 a 12 withdrawn'],
});

export const absences: Group = {
  title: 'One address, gone',
  scenarios: [
    withdrawn('The report is taken down: off the list, and 404.', { 3: (stage) => stage.takeDown('a') }),
    withdrawn('The list still names it, and it answers 404.', { 3: (stage) => stage.gone('a') }),
    withdrawn('The list still names it, and it answers 410.', { 3: (stage) => stage.gone('a', 410) }),
    withdrawn('It is off the list, and its address says 「页面不存在」 with status 200.', {
      3: (stage) => {
        stage.unlist('a');
        stage.answer('a', SOFT);
      },
    }),
    withdrawn('It is off the list, and its address leads to the front page.', {
      3: (stage) => {
        stage.unlist('a');
        stage.answer('a', HOME);
      },
    }),
    withdrawn('It is off the list, and its address shows a page that is no report.', {
      3: (stage) => {
        stage.unlist('a');
        stage.answer('a', NO_REPORT);
      },
    }),
    {
      what: 'It is taken down, and is back after four nights.',
      outcome: 'Withdrawn, then restored.',
      nights: 8,
      script: { 1: published, 3: (stage) => stage.takeDown('a'), 7: published },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a', '7 restored a'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'It is taken down, and is back after four nights with another figure.',
      outcome: 'Withdrawn, then restored and revised.',
      nights: 8,
      script: {
        1: published,
        3: (stage) => stage.takeDown('a'),
        7: (stage) => stage.publish('a', revised(15)),
      },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a', '7 restored a', '7 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
    {
      what: 'It is taken down, and the portal is down for a night meanwhile.',
      outcome: 'Withdrawn on the third night that counts.',
      nights: 7,
      script: {
        1: published,
        3: (stage) => stage.takeDown('a'),
        4: (stage) => {
          stage.site.everywhere = RESET;
        },
        5: (stage) => {
          stage.site.everywhere = null;
        },
      },
      history: { '财政局 2023': [BEGUN, '6 withdrawn a'] },
      reports: ['财政局 2023 v1 a 12 withdrawn'],
      alarms: ['4 failed_runs'],
    },
    {
      what: 'It is taken down from a portal that answers 304 for what is known, and is back after four nights.',
      outcome: 'Withdrawn, then restored.',
      nights: 8,
      script: {
        1: (stage) => {
          stage.site.hasValidators = true;
          published(stage);
        },
        3: (stage) => stage.takeDown('a'),
        7: published,
      },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a', '7 restored a'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    stays('It is taken down for two nights.', { 3: (stage) => stage.takeDown('a'), 5: published }),
    stays(
      'It is taken down for two nights, back for one, and gone for two more.',
      {
        2: (stage) => stage.takeDown('a'),
        4: published,
        5: (stage) => stage.takeDown('a'),
        7: published,
      },
      7,
    ),
    stays('It is off the list, and still served.', { 3: (stage) => stage.unlist('a') }),
    {
      what: 'It is off the list, and edited there two nights later.',
      outcome: 'A revision: what is off the list is still watched.',
      nights: 6,
      script: { 1: published, 3: (stage) => stage.unlist('a'), 5: (stage) => stage.show('a', revised(15)) },
      history: { '财政局 2023': [BEGUN, '5 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
    stays('The list names it, and its address says 「页面不存在」 with status 200.', {
      3: (stage) => stage.answer('a', SOFT),
    }),
    stays('The list names it, and its address leads to the front page.', {
      3: (stage) => stage.answer('a', HOME),
    }),
    stays('The list names it, and its address shows a page that is no report.', {
      3: (stage) => stage.answer('a', NO_REPORT),
    }),
    stays('Its address answers 500 from then on.', {
      3: (stage) => stage.answer('a', BROKEN),
    }),
    stays('Its address breaks off the connection from then on.', {
      3: (stage) => stage.answer('a', RESET),
    }),
    {
      what: 'Its address answers 500 for two nights, and shows another figure afterwards.',
      outcome: 'A revision on the night on which it is seen.',
      nights: 6,
      script: {
        1: published,
        3: (stage) => stage.answer('a', BROKEN),
        5: (stage) => stage.show('a', revised(15)),
      },
      history: { '财政局 2023': [BEGUN, '5 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
    {
      what: 'It is gone for two nights, and back with another figure.',
      outcome: 'A revision, and no withdrawal.',
      nights: 6,
      script: {
        1: published,
        3: (stage) => stage.gone('a'),
        5: (stage) => stage.show('a', { ...first, licences: 15 }),
      },
      history: { '财政局 2023': [BEGUN, '5 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
  ],
};
