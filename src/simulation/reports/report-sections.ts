/** The six sections of a report, whatever they are printed on. */
import type { LayoutTable } from './form-layout.js';
import type { SimulatedReport } from './report-data.js';

export interface ReportSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** The table of the form that stands in it, after the paragraphs. */
  readonly table: LayoutTable['id'] | null;
}

/** The sections in their order. */
export function reportSections({ prose }: SimulatedReport): readonly ReportSection[] {
  return [
    { heading: '一、总体情况', paragraphs: prose.overview, table: null },
    { heading: '二、主动公开政府信息情况', paragraphs: [], table: 'proactive' },
    { heading: '三、收到和处理政府信息公开申请情况', paragraphs: [], table: 'requests' },
    { heading: '四、政府信息公开行政复议、行政诉讼情况', paragraphs: [], table: 'disputes' },
    { heading: '五、存在的主要问题及改进情况', paragraphs: prose.problems, table: null },
    { heading: '六、其他需要报告的事项', paragraphs: prose.other, table: null },
  ];
}
