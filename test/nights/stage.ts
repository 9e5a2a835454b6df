/** What a scenario does to its portal, to the portal's file and to the clock. */
import { coverPage, type Enclosure, otherPage, type PageOptions, reportPage } from './portal/html.js';
import { publishedOf, type Report, titleOf } from './portal/report.js';
import { type Answer, HOST, LIST, Site } from './portal/site.js';
import { reportFile } from './portal/word.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** How a night goes, beside what stands on the portal. */
export interface NightPlan {
  /** The night by the clock, where that is not the scenario's own count. */
  readonly clock?: number;
  /** The process dies when it has archived so many answers, and another one goes on. */
  readonly diesAfter?: number;
  /** Hours by the clock after which the other one goes on; by default one. */
  readonly resumesAfter?: number;
  /** In the so-manieth wait between two requests, the clock is set back by so many hours. */
  readonly setBack?: { readonly wait: number; readonly hours: number };
}

export class Stage {
  readonly site: Site;
  /** Keys of the portal's file that are its own. */
  readonly portalFile: Record<string, unknown> = {};
  /** Keys of nianbao.yaml that are not the usual. */
  settings: Readonly<Record<string, unknown>> = {};
  host = HOST;
  /** For the coming night alone. */
  plan: NightPlan = {};

  private constructor(site: Site) {
    this.site = site;
  }

  static async open(): Promise<Stage> {
    const site = await Site.start();
    site.serve('/', { kind: 'page', html: otherPage('平湖市人民政府门户网站', '欢迎访问本网站。') });
    return new Stage(site);
  }

  close(): Promise<void> {
    return this.site.close();
  }

  /** Addresses of scenarios are short: `a` is a page in the column's folder. */
  path(name: string): string {
    return name.startsWith('/') ? name : `/nb/${name}.html`;
  }

  /** The report's page at an address, named on the list under its title or another. */
  publish(name: string, report: Report, options: PageOptions & { readonly listedAs?: string } = {}): void {
    this.show(name, report, options);
    this.list(name, options.listedAs ?? options.title ?? titleOf(report), publishedOf(report));
  }

  /** The report's page at an address, whatever the list says. */
  show(name: string, report: Report, options: PageOptions = {}): void {
    this.answer(name, { kind: 'page', html: reportPage(report, options) });
  }

  /** A page that leads to the report as a Word file. */
  publishFile(name: string, file: string, report: Report): void {
    this.enclose(file, report);
    this.answer(name, { kind: 'page', html: coverPage(report, this.enclosure(file, report)) });
    this.list(name, titleOf(report), publishedOf(report));
  }

  /** The Word file alone. */
  enclose(file: string, report: Report): void {
    this.answer(filePath(file), { kind: 'file', bytes: reportFile(report), type: WORD });
  }

  enclosure(file: string, report: Report): Enclosure {
    return { path: filePath(file), name: `${titleOf(report)}.docx` };
  }

  answer(name: string, answer: Answer): void {
    this.site.serve(this.path(name), answer);
  }

  list(name: string, title: string, day: string): void {
    this.site.enter(this.path(name), title, day);
  }

  unlist(...names: readonly string[]): void {
    for (const name of names) this.site.unlist(this.path(name));
  }

  /** The addresses answer 404, or 410; the list names them as before. */
  gone(name: string, status: 404 | 410 = 404): void {
    this.answer(name, { kind: 'status', status });
  }

  /** The addresses are taken down: off the list, and 404. */
  takeDown(...names: readonly string[]): void {
    for (const name of names) {
      this.unlist(name);
      this.gone(name);
    }
  }

  /** The portal's file of tonight. */
  portalConfig(agencies: readonly string[]): Record<string, unknown> {
    return {
      name: '平湖市',
      region: '330482',
      baseUrl: `http://${this.host}:${this.site.port}/`,
      allowPrivateAddresses: true,
      browser: 'never',
      agencies: agencies.map((name) => ({ name })),
      columns: [{ family: 'static', page: LIST }],
      ...this.portalFile,
    };
  }

  /** An address as scenarios write it. */
  nameOf(url: string): string {
    const { hostname, pathname } = new URL(url);
    const name = pathname.replace(/^\/nb\//, '').replace(/\.html$/, '');
    return hostname === HOST ? name : `${hostname}/${name}`;
  }
}

function filePath(name: string): string {
  return `/nb/${name}.docx`;
}
