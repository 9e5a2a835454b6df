import type {
  Family,
  FamilyContext,
  FetchRequest,
  ListReading,
  ReportLink,
} from '../../../crawlers/contract.js';
import { titleRules } from '../../../crawlers/lists/report-links.js';

export const base = 'http://www.example.gov.cn/';

export function contextOf<S>(family: Family<S>, settings: unknown, years = [2022, 2023]): FamilyContext<S> {
  return {
    settings: family.schema.parse(settings),
    baseUrl: base,
    agencies: [{ name: '平湖市财政局', aliases: ['市财政局'] }],
    scope: { years },
    titles: titleRules(),
  };
}

/** What a server answers; null is 404. */
export type Answer = (request: FetchRequest, number: number) => string | Uint8Array | null;

export interface ReadAll {
  readonly links: readonly ReportLink[];
  /** The paths and queries of the links, each once. */
  readonly paths: readonly string[];
  readonly problems: readonly string[];
  readonly requests: readonly FetchRequest[];
}

/** Reads a column the way the engine does, from a server that answers with `answer`. */
export function readAll<S>(family: Family<S>, settings: unknown, answer: Answer): ReadAll {
  const context = contextOf(family, settings);
  const readings: ListReading[] = [family.start(context)];
  const steps = [...(readings[0]?.steps ?? [])];
  const requests: FetchRequest[] = [];
  const problems: string[] = [];
  for (let step = steps.shift(); step !== undefined && requests.length < 60; step = steps.shift()) {
    requests.push(step.request);
    const given = answer(step.request, requests.length);
    if (given === null) {
      const missed = step.speculative === true ? family.missed?.(step, context) : undefined;
      if (step.speculative !== true) problems.push(`missing: ${step.request.url}`);
      else if (missed !== undefined) {
        readings.push(missed);
        steps.push(...missed.steps);
      }
      continue;
    }
    const body = typeof given === 'string' ? Buffer.from(given) : given;
    const page = {
      url: step.request.url,
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body,
    };
    const reading = family.readList(page, step, context);
    readings.push(reading);
    steps.push(...reading.steps);
  }
  const links = readings.flatMap((reading) => [...reading.links]);
  const own = links.map(({ url }) => (url.startsWith(base) ? url.slice(base.length - 1) : url));
  problems.push(...readings.flatMap((reading) => [...reading.problems]));
  return { links, paths: [...new Set(own)], problems, requests };
}

/** `第3局2022年政府信息公开工作年度报告` */
export const title = (n: number) => `第${n}局2022年政府信息公开工作年度报告`;

/** From..to, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** The parameters of a request, in its address or its form. */
export function asked(request: FetchRequest): URLSearchParams {
  const query = new URL(request.url).searchParams;
  for (const [name, value] of Object.entries(request.form ?? {})) query.set(name, value);
  return query;
}
