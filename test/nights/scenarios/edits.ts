/** One address, whose report is edited. */
import type { Group } from '../scenario.js';
import { first, published, revised } from './names.js';

const BEGUN = '1 first_seen a';

export const edits: Group = {
  title: 'One address, edited',
  scenarios: [
    {
      what: 'A report is published and stays as it is.',
      outcome: 'It is told of once.',
      nights: 6,
      script: { 1: published },
      history: { '财政局 2023': [BEGUN] },
      reports: ['财政局 2023 v1 a 12 published'],
      runs: 'dddddd',
      cosmetic: [],
    },
    {
      what: 'A figure is edited in silence.',
      outcome: 'A revision, with the figure before and after.',
      nights: 6,
      script: { 1: published, 3: (stage) => stage.show('a', revised(15)) },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      runs: 'dddddd',
    },
    {
      what: 'A figure is edited on a portal that answers 304 for what is known.',
      outcome: 'The same.',
      nights: 6,
      script: {
        1: (stage) => {
          stage.site.hasValidators = true;
          published(stage);
        },
        3: (stage) => stage.show('a', revised(15)),
      },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      runs: 'dddddd',
    },
    {
      what: 'A sentence is edited.',
      outcome: 'A revision of the text; no figure is told of.',
      nights: 6,
      script: {
        1: published,
        3: (stage) =>
          stage.show('a', { ...first, problems: '存在的问题是公开范围偏窄，今后将扩大公开范围。' }),
      },
      history: { '财政局 2023': [BEGUN, '3 text_revised a'] },
      reports: ['财政局 2023 v2 a 12 published'],
    },
    {
      what: 'A sentence and a figure are edited on one day.',
      outcome: 'One revision.',
      nights: 6,
      script: {
        1: published,
        3: (stage) =>
          stage.show('a', { ...revised(15), problems: '存在的问题是公开范围偏窄，今后将扩大公开范围。' }),
      },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
    {
      what: 'A figure is edited and, two nights later, edited back.',
      outcome: 'Two revisions, three versions.',
      nights: 6,
      script: {
        1: published,
        3: (stage) => stage.show('a', revised(15)),
        5: (stage) => stage.show('a', first),
      },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a 12→15', '5 figures_revised a 15→12'] },
      reports: ['财政局 2023 v3 a 12 published'],
      runs: 'dddddd',
    },
    {
      what: 'A figure goes to and fro twice: A → B → A → B.',
      outcome: 'A revision each time.',
      nights: 6,
      script: {
        1: published,
        2: (stage) => stage.show('a', revised(15)),
        3: (stage) => stage.show('a', first),
        5: (stage) => stage.show('a', revised(15)),
      },
      history: {
        '财政局 2023': [
          BEGUN,
          '2 figures_revised a 12→15',
          '3 figures_revised a 15→12',
          '5 figures_revised a 12→15',
        ],
      },
      reports: ['财政局 2023 v4 a 15 published'],
    },
    {
      what: 'A counter of visits changes every night.',
      outcome: 'Nobody is told.',
      nights: 6,
      script: Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((night) => [
          night,
          (stage) => stage.publish('a', first, { visits: 100 + night }),
        ]),
      ),
      history: { '财政局 2023': [BEGUN] },
      reports: ['财政局 2023 v1 a 12 published'],
      cosmetic: [2, 3, 4, 5, 6],
    },
    {
      what: 'The report is put into the new form, with the same figures.',
      outcome: 'A revision: the forms ask for different figures.',
      nights: 6,
      script: {
        1: (stage) => stage.publish('a', { ...first, edition: '2019' }),
        3: (stage) => stage.show('a', first),
      },
      history: { '财政局 2023': [BEGUN, '3 figures_revised a'] },
      reports: ['财政局 2023 v2 a 12 published'],
      // the old form, in a year in which the new one is in force
      notices: { also: ['1 failing_checks 财政局 2023'] },
    },
  ],
};
