/** Reports that are files, or become files. */
import { coverPage, reportPage } from '../portal/html.js';
import type { Report } from '../portal/report.js';
import type { Group } from '../scenario.js';
import type { Stage } from '../stage.js';
import { first, published, revised } from './names.js';

const BEGUN = '1 first_seen a';

/** The page at `a` leads to the file, and holds no report any more. */
const cover = (stage: Stage, file: string, report: Report): void => {
  stage.enclose(file, report);
  stage.answer('a', { kind: 'page', html: coverPage(report, stage.enclosure(file, report)) });
};

/** The page at `a` holds the report, and encloses a file with what may be another. */
const enclosing = (stage: Stage, onPage: Report, inFile: Report): void => {
  published(stage);
  stage.enclose('f', inFile);
  const html = reportPage(onPage, { encloses: stage.enclosure('f', inFile) });
  stage.answer('a', { kind: 'page', html });
};

export const files: Group = {
  title: 'Pages and files',
  scenarios: [
    {
      what: 'A page only leads to a Word file.',
      outcome: 'The file is the report.',
      nights: 6,
      script: { 1: (stage) => stage.publishFile('a', 'f', first) },
      history: { '财政局 2023': ['1 first_seen f.docx'] },
      reports: ['财政局 2023 v1 f.docx 12 published'],
      runs: 'dddddd',
    },
    {
      what: 'The file of a page is changed in silence.',
      outcome: 'A revision.',
      nights: 6,
      script: {
        1: (stage) => stage.publishFile('a', 'f', first),
        3: (stage) => stage.enclose('f', revised(15)),
      },
      history: { '财政局 2023': ['1 first_seen f.docx', '3 figures_revised f.docx 12→15'] },
      reports: ['财政局 2023 v2 f.docx 15 published'],
    },
    {
      what: 'The file of a page is changed in silence on a portal that answers 304 for what is known.',
      outcome: 'A revision, although the page is not modified.',
      nights: 6,
      script: {
        1: (stage) => {
          stage.site.hasValidators = true;
          stage.publishFile('a', 'f', first);
        },
        3: (stage) => stage.enclose('f', revised(15)),
      },
      history: { '财政局 2023': ['1 first_seen f.docx', '3 figures_revised f.docx 12→15'] },
      reports: ['财政局 2023 v2 f.docx 15 published'],
    },
    {
      what: 'A page is put in place of its report that leads to a file with the same figures.',
      outcome: 'The file continues the report.',
      nights: 6,
      script: { 1: published, 3: (stage) => cover(stage, 'f', first) },
      history: { '财政局 2023': [BEGUN, '3 moved a→f.docx'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'A page is put in place of its report that leads to a file with other figures.',
      outcome: 'The file continues the report, and its figures are a revision.',
      nights: 6,
      script: { 1: published, 3: (stage) => cover(stage, 'f', revised(15)) },
      history: { '财政局 2023': [BEGUN, '3 moved a→f.docx', '3 figures_revised f.docx 12→15'] },
      reports: ['财政局 2023 v2 f.docx 15 published'],
    },
    {
      what: 'The file that continued the report of a page is changed in silence.',
      outcome: 'A revision.',
      nights: 6,
      script: {
        1: published,
        3: (stage) => cover(stage, 'f', revised(15)),
        5: (stage) => stage.enclose('f', revised(18)),
      },
      history: {
        '财政局 2023': [
          BEGUN,
          '3 moved a→f.docx',
          '3 figures_revised f.docx 12→15',
          '5 figures_revised f.docx 15→18',
        ],
      },
      reports: ['财政局 2023 v3 f.docx 18 published'],
    },
    {
      what: 'A page becomes one with a file of the same figures, and the file is changed in silence.',
      outcome: 'The file continues the report; its change is a revision.',
      nights: 6,
      script: {
        1: published,
        3: (stage) => cover(stage, 'f', first),
        5: (stage) => stage.enclose('f', revised(15)),
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→f.docx', '5 figures_revised f.docx 12→15'] },
      reports: ['财政局 2023 v2 f.docx 15 published'],
    },
    {
      what: 'A page holds the report and encloses it as a file.',
      outcome: 'One report; nobody is told of the file.',
      nights: 6,
      script: { 1: (stage) => enclosing(stage, first, first) },
      history: { '财政局 2023': [BEGUN] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'A page holds the report and encloses a file with other figures.',
      outcome: 'One report with a finding.',
      nights: 6,
      script: { 1: (stage) => enclosing(stage, first, revised(15)) },
      history: { '财政局 2023': [BEGUN] },
      reports: ['财政局 2023 v1 a 12 published'],
      disagreements: '111111',
    },
    {
      what: 'A page with a file of other figures is emptied, and only leads to the file.',
      outcome: 'The file continues the report, and its figures are a revision.',
      nights: 6,
      script: {
        1: (stage) => enclosing(stage, first, revised(15)),
        3: (stage) => cover(stage, 'f', revised(15)),
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→f.docx', '3 figures_revised f.docx 12→15'] },
      reports: ['财政局 2023 v2 f.docx 15 published'],
      disagreements: '110000',
    },
    {
      what: 'That file is changed in silence afterwards.',
      outcome: 'A revision.',
      nights: 6,
      script: {
        1: (stage) => enclosing(stage, first, revised(15)),
        3: (stage) => cover(stage, 'f', revised(15)),
        5: (stage) => stage.enclose('f', revised(18)),
      },
      history: {
        '财政局 2023': [
          BEGUN,
          '3 moved a→f.docx',
          '3 figures_revised f.docx 12→15',
          '5 figures_revised f.docx 15→18',
        ],
      },
      reports: ['财政局 2023 v3 f.docx 18 published'],
      disagreements: '110000',
    },
    {
      what: 'The file beside a report on its page is taken away.',
      outcome: 'A revision of the text, which named the file; the finding is gone.',
      nights: 6,
      script: { 1: (stage) => enclosing(stage, first, revised(15)), 3: (stage) => stage.show('a', first) },
      history: { '财政局 2023': [BEGUN, '3 text_revised a'] },
      reports: ['财政局 2023 v2 a 12 published'],
      disagreements: '110000',
    },
    {
      what: 'A page leads to another file, with the same report.',
      outcome: 'The new file continues the report.',
      nights: 6,
      script: {
        1: (stage) => stage.publishFile('a', 'f', first),
        3: (stage) => stage.publishFile('a', 'g', first),
      },
      history: { '财政局 2023': ['1 first_seen f.docx', '3 moved f.docx→g.docx'] },
      reports: ['财政局 2023 v1 f.docx 12 published'],
    },
    {
      what: 'A page leads to another file, with other figures.',
      outcome: 'The new file continues the report, and its figures are a revision.',
      nights: 6,
      script: {
        1: (stage) => stage.publishFile('a', 'f', first),
        3: (stage) => stage.publishFile('a', 'g', revised(15)),
      },
      history: {
        '财政局 2023': ['1 first_seen f.docx', '3 moved f.docx→g.docx', '3 figures_revised g.docx 12→15'],
      },
      reports: ['财政局 2023 v2 g.docx 15 published'],
    },
    {
      what: 'A page that led to a file holds the report itself, with the same figures.',
      outcome: 'The page continues the report.',
      nights: 6,
      script: {
        1: (stage) => stage.publishFile('a', 'f', first),
        3: (stage) => stage.show('a', first),
      },
      history: { '财政局 2023': ['1 first_seen f.docx', '3 moved f.docx→a'] },
      reports: ['财政局 2023 v1 f.docx 12 published'],
    },
    {
      what: 'A page that led to a file holds the report itself, with other figures.',
      outcome: 'The page continues the report, and its figures are a revision.',
      nights: 6,
      script: {
        1: (stage) => stage.publishFile('a', 'f', first),
        3: (stage) => stage.show('a', revised(15)),
      },
      history: { '财政局 2023': ['1 first_seen f.docx', '3 moved f.docx→a', '3 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
    {
      what: 'A page becomes one with a file, and holds its report again two nights later.',
      outcome: 'The report has moved to the file and back.',
      nights: 6,
      script: {
        1: published,
        3: (stage) => cover(stage, 'f', first),
        5: (stage) => stage.show('a', first),
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→f.docx', '5 moved f.docx→a'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'A page and its file are taken down.',
      outcome: 'Withdrawn on the third night.',
      nights: 6,
      script: {
        1: (stage) => stage.publishFile('a', 'f', first),
        3: (stage) => {
          stage.takeDown('a');
          stage.gone('/nb/f.docx');
        },
      },
      history: { '财政局 2023': ['1 first_seen f.docx', '5 withdrawn f.docx'] },
      reports: ['财政局 2023 v1 f.docx 12 withdrawn'],
    },
    {
      what: 'A page stays, and the file that it leads to answers 404.',
      outcome: 'Withdrawn on the third night.',
      nights: 6,
      script: {
        1: (stage) => stage.publishFile('a', 'f', first),
        3: (stage) => stage.gone('/nb/f.docx'),
      },
      history: { '财政局 2023': ['1 first_seen f.docx', '5 withdrawn f.docx'] },
      reports: ['财政局 2023 v1 f.docx 12 withdrawn'],
    },
  ],
};
