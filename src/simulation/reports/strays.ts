/** Reports of another city that stand in a neighbour's column: who takes them has read the wrong list. */
import { completeFigures, type SimulatedReport } from './report-data.js';

function stray(agency: string, year: number, published: string, inForce: number): SimulatedReport {
  return {
    agency,
    agencyCode: '330481SIMSTRAY',
    year,
    kind: 'own',
    edition: '2021',
    title: `${agency}${year}年政府信息公开工作年度报告`,
    published,
    figures: completeFigures('2021', { 'proactive.normative.in_force': inForce }),
    prose: {
      overview: [`${year}年，本单位按时公开了应当公开的内容。`],
      problems: ['解读形式不多，下一年度将予以改进。'],
      other: ['没有需要报告的其他事项。'],
    },
    counter: 5,
  };
}

/** In the order of their publication, newest first. */
export const STRAY_REPORTS: readonly SimulatedReport[] = [
  stray('海宁市水利局', 2023, '2024-01-23', 4),
  stray('海宁市粮食局', 2022, '2023-01-17', 3),
];
