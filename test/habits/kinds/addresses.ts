/** Addresses in the bytes of the page or the header in which they stand. */
import iconv from 'iconv-lite';
import { listPage, reportPage } from '../../nights/portal/html.js';
import { type Group, type Habit, missing } from '../habit.js';
import { ok, redirect } from '../reply.js';
import { entriesOf, LIST, NAMES, type Name, type Reports, type Shelf } from '../shelf.js';

/** 年报甲 and so on: what stands in queries and paths. */
const WORDS: Readonly<Record<Name, string>> = { a: '年报甲', b: '年报乙', c: '年报丙' };
const gbk = (text: string): Buffer => iconv.encode(text, 'gbk');

/** As it must be requested. */
function percent(bytes: Uint8Array): string {
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** A list in GBK, with these addresses as they stand in it, and the reports where they must be requested. */
function gbkPortal(href: (word: string) => string, target: (word: string) => string) {
  return (shelf: Shelf, reports: Reports): void => {
    const list = listPage(
      entriesOf((name) => href(WORDS[name]), reports),
      1,
    ).replace('charset="utf-8"', 'charset="gbk"');
    shelf.put(LIST, gbk(list), 'text/html; charset=GBK');
    for (const name of NAMES) shelf.put(target(WORDS[name]), reportPage(reports[name]));
  };
}

/** A list of addresses that lead on to others, by a Location of exactly these bytes. */
function led(
  what: string,
  location: (name: Name, host: string) => string | Uint8Array,
  target: (name: Name) => string,
): Habit {
  return {
    what,
    pages: (shelf, reports) => {
      shelf.list((name) => `to-${name}.html`, reports);
      for (const name of NAMES) shelf.put(target(name), reportPage(reports[name]));
    },
    answer: ({ path, headers }, resource) => {
      const name = NAMES.find((one) => path === `/nb/to-${one}.html`);
      if (name !== undefined) return redirect(location(name, headers.get('host') ?? ''));
      return resource === null ? missing() : ok(resource);
    },
  };
}

const toReport = (name: Name): string => `/nb/r/${name}.html`;

export const ADDRESSES: Group = {
  title: 'Addresses',
  habits: [
    {
      what: 'A query that stands raw in a GBK page is requested in GBK: `?title=年报` as `%C4%EA%B1%A8`.',
      pages: gbkPortal(
        (word) => `show.html?title=${word}`,
        (word) => `/nb/show.html?title=${percent(gbk(word))}`,
      ),
    },
    {
      what: 'A path that stands raw in a GBK page is requested in UTF-8.',
      pages: gbkPortal(
        (word) => `${word}.html`,
        (word) => `/nb/${percent(Buffer.from(word))}.html`,
      ),
    },
    {
      what: 'A query that stands percent-encoded in a GBK page is requested as it stands.',
      pages: gbkPortal(
        (word) => `show.html?title=${percent(Buffer.from(word))}`,
        (word) => `/nb/show.html?title=${percent(Buffer.from(word))}`,
      ),
    },
    led(
      'A Location with raw GBK bytes.',
      (name) => gbk(`/nb/${WORDS[name]}.html`),
      (name) => `/nb/${percent(gbk(WORDS[name]))}.html`,
    ),
    led(
      'A Location with raw UTF-8 bytes.',
      (name) => Buffer.from(`/nb/${WORDS[name]}.html`),
      (name) => `/nb/${percent(Buffer.from(WORDS[name]))}.html`,
    ),
    led('A Location with a path in backslashes.', (name) => toReport(name).replaceAll('/', '\\'), toReport),
    led(
      'A Location that names scheme and host with backslashes.',
      (name, host) => `http:\\\\${host}${toReport(name).replaceAll('/', '\\')}`,
      toReport,
    ),
  ],
};
