/** Reports that go to another address. */
import { report } from '../portal/report.js';
import { HOST } from '../portal/site.js';
import type { Group } from '../scenario.js';
import type { Stage } from '../stage.js';
import { RESET } from './answers.js';
import { AUDIT, first, published, revised } from './names.js';

const BEGUN = '1 first_seen a';
const audit = report(AUDIT, 2023, { licences: 30 });
const NEW_HOST = 'www.evenings.gov.cn';
const moveTo =
  (name: string, next = first) =>
  (stage: Stage) => {
    stage.takeDown('a');
    stage.publish(name, next);
  };

/** Two agencies, of a portal without bystanders. */
const two = (stage: Stage): void => {
  published(stage);
  stage.publish('c', audit);
};

/** The portal answers under another name, and no more under the old one. */
const changeHost = (stage: Stage): void => {
  stage.site.serveAlso(HOST, NEW_HOST);
  for (const name of ['a', 'c', '/robots.txt']) stage.answer(name, RESET);
  stage.host = NEW_HOST;
};

export const moves: Group = {
  title: 'Reports that move',
  scenarios: [
    {
      what: 'A report moves to another address.',
      outcome: 'Moved, once.',
      nights: 6,
      script: { 1: published, 3: moveTo('b') },
      history: { '财政局 2023': [BEGUN, '3 moved a→b'] },
      reports: ['财政局 2023 v1 a 12 published'],
      runs: 'dddddd',
    },
    {
      what: 'A report moves to another address, with other figures.',
      outcome: 'Moved and revised.',
      nights: 6,
      script: { 1: published, 3: moveTo('b', revised(15)) },
      history: { '财政局 2023': [BEGUN, '3 moved a→b', '3 figures_revised b 12→15'] },
      reports: ['财政局 2023 v2 b 15 published'],
      runs: 'dddddd',
    },
    {
      what: 'A report moves, and back two nights later.',
      outcome: 'Moved twice.',
      nights: 6,
      script: {
        1: published,
        3: moveTo('b'),
        5: (stage) => {
          stage.takeDown('b');
          published(stage);
        },
      },
      history: { '财政局 2023': [BEGUN, '3 moved a→b', '5 moved b→a'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'The new address appears a night before the old one goes.',
      outcome: 'Moved when the old one is gone.',
      nights: 6,
      script: { 1: published, 3: (stage) => stage.publish('b', first), 4: (stage) => stage.takeDown('a') },
      history: { '财政局 2023': [BEGUN, '4 moved a→b'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'The new address appears two nights after the old one has gone.',
      outcome: 'Moved; not withdrawn.',
      nights: 6,
      script: {
        1: published,
        3: (stage) => stage.takeDown('a'),
        5: (stage) => stage.publish('b', first),
      },
      history: { '财政局 2023': [BEGUN, '5 moved a→b'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'The new address appears four nights after the old one has gone.',
      outcome: 'Withdrawn, then restored at the new address.',
      nights: 8,
      script: {
        1: published,
        3: (stage) => stage.takeDown('a'),
        7: (stage) => stage.publish('b', first),
      },
      history: { '财政局 2023': [BEGUN, '5 withdrawn a', '7 restored b', '7 moved a→b'] },
      reports: ['财政局 2023 v1 a 12 published'],
    },
    {
      what: 'All reports of a portal move to other addresses.',
      outcome: 'Each has moved; nothing is withdrawn.',
      nights: 6,
      bystanders: false,
      script: {
        1: two,
        3: (stage) => {
          stage.takeDown('a', 'c');
          stage.publish('b', first);
          stage.publish('d', audit);
        },
      },
      history: {
        '财政局 2023': [BEGUN, '3 moved a→b'],
        '审计局 2023': ['1 first_seen c', '3 moved c→d'],
      },
      reports: ['审计局 2023 v1 c 30 published', '财政局 2023 v1 a 12 published'],
      runs: 'dddddd',
    },
    {
      what: 'The portal gets another domain, and its file says so (`formerHosts`).',
      outcome: 'Each report has moved once, and no night after that has a problem.',
      nights: 6,
      bystanders: false,
      script: {
        1: two,
        3: (stage) => {
          changeHost(stage);
          stage.portalFile.formerHosts = [`${HOST}:${stage.site.port}`];
        },
      },
      history: {
        '财政局 2023': [BEGUN, `3 moved a→${NEW_HOST}/a`],
        '审计局 2023': ['1 first_seen c', `3 moved c→${NEW_HOST}/c`],
      },
      reports: ['审计局 2023 v1 c 30 published', '财政局 2023 v1 a 12 published'],
      runs: 'dddddd',
    },
    {
      what: 'The portal gets another domain, its file says so, and a report is edited on the way.',
      outcome: 'Moved and revised.',
      nights: 6,
      bystanders: false,
      script: {
        1: two,
        3: (stage) => {
          stage.show('a', revised(15));
          changeHost(stage);
          stage.portalFile.formerHosts = [`${HOST}:${stage.site.port}`];
        },
      },
      history: {
        '财政局 2023': [BEGUN, `3 moved a→${NEW_HOST}/a`, `3 figures_revised ${NEW_HOST}/a 12→15`],
        '审计局 2023': ['1 first_seen c', `3 moved c→${NEW_HOST}/c`],
      },
      reports: [`财政局 2023 v2 ${NEW_HOST}/a 15 published`, '审计局 2023 v1 c 30 published'],
      runs: 'dddddd',
    },
  ],
};
