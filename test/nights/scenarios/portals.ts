/** What happens to a whole portal. */
import { missingPage, otherPage } from '../portal/html.js';
import { report } from '../portal/report.js';
import type { Answer } from '../portal/site.js';
import { type Group, type Scenario, type Script, shortName } from '../scenario.js';
import type { Stage } from '../stage.js';
import { BROKEN, RESET, SOFT } from './answers.js';
import { first, published, revised } from './names.js';

const BEGUN = '1 first_seen a';
const ALL = ['a', 'e', 'm'];
const CLOSED: Answer = { kind: 'page', html: otherPage('网站维护公告', '网站正在维护，暂停访问。') };
const EMPTY: Answer = { kind: 'page', html: missingPage() };

const every =
  (answer: Answer) =>
  (stage: Stage): void => {
    stage.site.everywhere = answer;
  };
const list =
  (answer: Answer | null) =>
  (stage: Stage): void => {
    stage.site.list = answer;
  };
const pages =
  (answer: Answer) =>
  (stage: Stage): void => {
    for (const name of ALL) stage.answer(name, answer);
  };
const back = (stage: Stage): void => {
  stage.site.everywhere = null;
};

/** Nobody is told of any report. */
const stays = (what: string, script: Script, more: Partial<Scenario> = {}): Scenario => ({
  what,
  outcome: 'Nobody is told of a report.',
  nights: 7,
  script: { 1: published, ...script },
  history: { '财政局 2023': [BEGUN] },
  reports: ['财政局 2023 v1 a 12 published'],
  ...more,
});

/** The nights whose run has failed. */
const FAILED = (...nights: readonly number[]) => ({
  alarms: nights.map((night) => `${night} failed_runs`),
});

/** So many reports of a portal go at once, off the list and 404. */
const BUREAUS =
  '财政局 审计局 司法局 信访局 统计局 水利局 商务局 体育局 气象局 税务局 公安局 档案局 医疗保障局 应急管理局 交通运输局 农业农村局 卫生健康局 科学技术局'
    .split(' ')
    .map((name) => `平湖市${name}`);
/** From so many reports, and from such a share of those that were published, it is the portal and not its reports. */
const MASS = { number: 4, share: 0.4 };

const atOnce = (gone: number, all: number): Scenario => {
  const names = BUREAUS.slice(0, all).map((agency, index) => ({ agency, name: `n${index + 1}` }));
  const isMass = gone >= MASS.number && gone / all >= MASS.share;
  const leaves = (index: number): boolean => !isMass && index < gone;
  const line = (index: number): string => (leaves(index) ? 'withdrawn' : 'published');
  return {
    what: `${gone} of ${all} reports are gone at once.`,
    outcome: isMass
      ? 'The portal is at fault: nothing is withdrawn, and every night says why.'
      : 'Withdrawn on the third night.',
    nights: 6,
    bystanders: false,
    script: {
      1: (stage) => {
        for (const { agency, name } of names) stage.publish(name, report(agency));
      },
      3: (stage) => stage.takeDown(...names.slice(0, gone).map(({ name }) => name)),
    },
    history: Object.fromEntries(
      names.map(({ agency, name }, index) => [
        `${shortName(agency)} 2023`,
        [`1 first_seen ${name}`, ...(leaves(index) ? [`5 withdrawn ${name}`] : [])],
      ]),
    ),
    reports: names.map(({ agency, name }, index) => `${shortName(agency)} 2023 v1 ${name} 12 ${line(index)}`),
    runs: gone === all ? 'ddffff' : isMass ? 'ddpppp' : 'dddddd',
    // a list without a report is a failure
    ...(gone === all ? FAILED(3, 4, 5, 6) : {}),
  };
};

export const portals: Group = {
  title: 'The whole portal',
  scenarios: [
    stays('The portal is down for three nights.', { 3: every(RESET), 6: back }, FAILED(3, 4, 5)),
    stays(
      'The portal answers 503 for three nights.',
      { 3: every({ kind: 'status', status: 503 }), 6: back },
      FAILED(3, 4, 5),
    ),
    stays(
      'The portal shows a notice of maintenance everywhere for three nights.',
      {
        3: every(CLOSED),
        6: back,
      },
      FAILED(3, 4, 5),
    ),
    {
      what: 'The portal is down for three nights, and a figure is edited meanwhile.',
      outcome: 'A revision on the first night on which it is seen.',
      nights: 7,
      script: {
        1: published,
        3: every(RESET),
        6: (stage) => {
          back(stage);
          stage.show('a', revised(15));
        },
      },
      history: { '财政局 2023': [BEGUN, '6 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
      ...FAILED(3, 4, 5),
    },
    stays(
      'The list is empty for one night.',
      {
        3: list({ kind: 'page', html: '<html><body><ul class="list"></ul></body></html>' }),
        4: list(null),
      },
      FAILED(3),
    ),
    stays(
      'The list says 「页面不存在」 with status 200 for four nights.',
      { 3: list(EMPTY), 7: list(null) },
      FAILED(3, 4, 5, 6),
    ),
    stays('The list answers 500 for four nights.', { 3: list(BROKEN), 7: list(null) }, FAILED(3, 4, 5, 6)),
    stays('The list is whole, and every page answers 500 for two nights.', {
      3: pages(BROKEN),
      5: (stage) => {
        published(stage);
        stage.publish('e', report('平湖市教育局'));
        stage.publish('m', report('平湖市民政局'));
      },
    }),
    stays('The list is whole, and every page says 「页面不存在」 from then on.', { 3: pages(SOFT) }),
    stays('The list is whole, and every page answers 404 from then on.', {
      3: pages({ kind: 'status', status: 404 }),
    }),
    stays('The list loses all its entries but one; the pages are still served.', {
      3: (stage) => stage.unlist('a', 'e'),
    }),
    {
      what: 'A report is edited while it is off a list that has lost half its entries.',
      outcome: 'A revision.',
      nights: 6,
      script: {
        1: published,
        3: (stage) => stage.unlist('a', 'e'),
        4: (stage) => stage.show('a', { ...first, licences: 15 }),
      },
      history: { '财政局 2023': [BEGUN, '4 figures_revised a 12→15'] },
      reports: ['财政局 2023 v2 a 15 published'],
    },
    atOnce(9, 18),
    atOnce(4, 9),
    atOnce(4, 5),
    atOnce(5, 5),
    atOnce(3, 12),
    atOnce(1, 2),
  ],
};
