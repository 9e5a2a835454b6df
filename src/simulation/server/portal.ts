/** A simulated portal on loopback, of any family: it publishes reports, changes them, and misbehaves, on demand. */
import type { AddressInfo } from 'node:net';
import type { ReportKind } from '../../report/model.js';
import { attachmentOf, attachmentPath } from '../attachments/attachment.js';
import { FAMILIES } from '../families/registry.js';
import type { FormEdition } from '../reports/form-layout.js';
import {
  type CellValue,
  type Channel,
  type SimulatedFigures,
  type SimulatedProse,
  type SimulatedReport,
  SimulationError,
} from '../reports/report-data.js';
import { type FaultKind, Faults } from './faults.js';
import { type LoggedRequest, RequestLog } from './log.js';
import { resolveOptions, type SimulatedPortalOptions } from './options.js';
import { portalConfig, type SimulatedPortalConfig } from './portal-config.js';
import { Publications } from './publications.js';
import { createPortalServer } from './server.js';
import { Site } from './site.js';

/** The families of a portal that says nothing else. */
const HANWEB: readonly Channel[] = ['hanweb-annual-report', 'hanweb-jpage'];

/** A report at an address, as a perfect harvest would find it. */
export interface PublishedTruth {
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly edition: FormEdition;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly published: string;
  readonly channel: Channel;
  /** The address as the portal links it; the annual-report module ignores the order of its parameters. */
  readonly url: string;
  /** The address of the file that carries the report; null where none does. */
  readonly attachment: string | null;
  /** Every indicator of the edition: a number, a cell's raw text, or null for an empty or absent cell. */
  readonly figures: SimulatedFigures;
}

/**
 * Methods that name a report throw SimulationError when the portal never published it. It goes by the name under which
 * it was published, whatever it is called later, and they mean its first address.
 */
export interface SimulatedPortal {
  /** `http://127.0.0.1:4711/`, with a trailing slash. */
  readonly url: string;
  /** Every request so far, in the order of arrival; entries of requests in flight are still without an end. */
  readonly log: readonly LoggedRequest[];
  clearLog(): void;
  /** Publishes one more report. @throws SimulationError for a second one of the same agency and year */
  publish(report: SimulatedReport): void;
  /** Changes one cell, quietly. @throws SimulationError for an indicator that is not on the form */
  reviseFigure(agency: string, year: number, indicator: string, value: CellValue): void;
  /** Replaces the paragraph at `index` (from 0) of a prose section. @throws SimulationError where there is none */
  reviseParagraph(
    agency: string,
    year: number,
    section: keyof SimulatedProse,
    index: number,
    text: string,
  ): void;
  /** Adds to 浏览次数 on the report's page: a change of bytes that means nothing. */
  bumpCounter(agency: string, year: number, by?: number): void;
  /** Prints another date of today into every page head: a change of bytes that means nothing. */
  setToday(today: string | null): void;
  /**
   * Publishes the report at a new address. The old one answers 404 and leaves the list; a report of the
   * annual-report module becomes an article of the column (hanweb-jpage), and its old page says that there is
   * nothing.
   */
  move(agency: string, year: number): void;
  /** Takes the report away: 404 for an article, an empty body in the annual-report module; gone from lists. */
  withdraw(agency: string, year: number): void;
  /** Puts a withdrawn report back, at the address it had. */
  restore(agency: string, year: number): void;
  /** Publishes the report at one more address, which the list names too. @returns the address */
  publishAgain(agency: string, year: number): string;
  /** Puts another text at an address, under whatever name; the date stays. @throws SimulationError for an unknown address */
  edit(url: string, change: (report: SimulatedReport) => SimulatedReport): void;
  /** Takes one address away: off the list, and 404. @throws SimulationError for an unknown address */
  takeDown(url: string): void;
  /** Puts an address back that was taken away. @throws SimulationError for an unknown address */
  putBack(url: string): void;
  /** Uploads the report's file anew: other bytes at the same address. @throws SimulationError where it has none */
  replaceAttachment(agency: string, year: number): void;
  /**
   * Sets the portal's fault, in place of any other; null heals it. `match` sees path and query and limits the
   * fault to what it accepts, `times` to the first so many requests.
   */
  fault(kind: FaultKind | null, match?: (path: string) => boolean, times?: number): void;
  /** Closes the listener and every connection: connecting is refused until `resume`. */
  pause(): Promise<void>;
  /** Listens again, on the same port. */
  resume(): Promise<void>;
  close(): Promise<void>;
  /** What a perfect harvest would find now; of one family, or of all. */
  truth(family?: Channel): PublishedTruth[];
  /**
   * The portal's configuration in the shape of config/portals/*.yaml: of one family, or (`both`) of all that
   * publish something, which are the two of Hanweb where nothing else was said.
   */
  portalConfig(family?: Channel | 'both'): SimulatedPortalConfig;
}

/**
 * Starts a portal.
 * @throws SimulationError for reports or options that make no sense; a system error when the port is taken
 */
export async function startSimulatedPortal(options: SimulatedPortalOptions): Promise<SimulatedPortal> {
  const settings = resolveOptions(options);
  const publications = new Publications({
    channelOf: settings.channel,
    addressOf: (channel, article, side) => FAMILIES[channel].articlePath(settings, article, side),
    decoysOf: (channel) => (channel === 'hanweb-jpage' ? settings.jpage.decoys : settings.decoys),
    fillers: settings.fillers,
    usual: settings.family === null ? HANWEB : [settings.family],
  });
  for (const report of options.reports) publications.add(report);
  const site = new Site(settings, publications, FAMILIES);
  const log = new RequestLog(settings.clock);
  const faults = new Faults();
  const stop = new AbortController();
  const server = createPortalServer(site, log, faults, stop.signal);

  const listen = (port: number): Promise<AddressInfo> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, settings.host, () => {
        server.off('error', reject);
        const address = server.address();
        if (address === null || typeof address === 'string') reject(new SimulationError('no address'));
        else resolve(address);
      });
    });
  const shut = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (!server.listening) {
        resolve();
        return;
      }
      server.close((error) => (error === undefined ? resolve() : reject(error)));
      server.closeAllConnections();
    });

  const { port } = await listen(settings.port);
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  site.baseUrl = `http://${host}:${port}/`;

  return {
    url: site.baseUrl,
    log: log.entries,
    clearLog: () => log.clear(),
    publish: (report) => publications.add(report),
    reviseFigure: (agency, year, indicator, value) => {
      publications.revise(agency, year, (report) => withFigure(report, indicator, value));
    },
    reviseParagraph: (agency, year, section, index, text) => {
      publications.revise(agency, year, (report) => withParagraph(report, section, index, text));
    },
    bumpCounter: (agency, year, by = 1) => {
      publications.revise(agency, year, (report) => ({ ...report, counter: report.counter + by }));
    },
    setToday: (today) => site.setToday(today),
    move: (agency, year) => publications.move(agency, year),
    withdraw: (agency, year) => publications.setWithdrawn(agency, year, true),
    restore: (agency, year) => publications.setWithdrawn(agency, year, false),
    publishAgain: (agency, year) =>
      new URL(publications.pathOf(publications.addAddress(agency, year)), site.baseUrl).href,
    edit: (url, change) => publications.edit(pathIn(url), change),
    takeDown: (url) => publications.setDown(pathIn(url), true),
    putBack: (url) => publications.setDown(pathIn(url), false),
    replaceAttachment: (agency, year) => {
      if (attachmentOf(settings, publications.get(agency, year)) === null) {
        throw new SimulationError(`${agency} ${year} has no file`);
      }
      publications.replaceFile(agency, year);
    },
    fault: (kind, match = () => true, times = Number.POSITIVE_INFINITY) => faults.set(kind, match, times),
    pause: shut,
    resume: async () => {
      if (!server.listening) await listen(port);
    },
    close: async () => {
      stop.abort();
      await shut();
    },
    truth: (family) => truth(site, family),
    portalConfig: (family = 'both') => portalConfig(site, family),
  };
}

function truth(site: Site, family: Channel | undefined): PublishedTruth[] {
  const { publications, settings, baseUrl } = site;
  return publications
    .online()
    .filter((publication) => family === undefined || publication.channel === family)
    .map((publication) => {
      const { agency, year, kind, edition, title, published, figures } = publication.report;
      const { channel } = publication;
      const url = new URL(publications.pathOf(publication), baseUrl).href;
      const file = attachmentOf(settings, publication);
      const attachment = file === null ? null : new URL(attachmentPath(file, publication), baseUrl).href;
      return { agency, year, kind, edition, title, published, channel, url, attachment, figures };
    });
}

/** As addresses are without a host: with the query, which some modules have. */
function pathIn(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function withFigure(report: SimulatedReport, indicator: string, value: CellValue): SimulatedReport {
  const absentCells = (report.absentCells ?? []).filter((absent) => absent !== indicator);
  return { ...report, absentCells, figures: { ...report.figures, [indicator]: value } };
}

function withParagraph(
  report: SimulatedReport,
  section: keyof SimulatedProse,
  index: number,
  text: string,
): SimulatedReport {
  if (report.prose[section][index] === undefined) {
    throw new SimulationError(`${report.agency} ${report.year} has no paragraph ${index} in ${section}`);
  }
  return { ...report, prose: { ...report.prose, [section]: report.prose[section].with(index, text) } };
}
