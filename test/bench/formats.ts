import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formats } from '../formats/fixtures.js';
import { LAYOUTS } from '../formats/layouts.js';
import { sampleReports } from '../formats/matrix.js';
import { printReport } from '../formats/printed.js';
import { hasTool } from '../formats/tools.js';
import { defineBench, type Measured, type RowSpec } from './bench.js';
import { spentOnCommand } from './command-cpu.js';
import { FormatReader } from './format-reader.js';
import { perSecond, type Spent } from './measure.js';
import { missing, type Peer, roundOf } from './peers.js';

const ROUNDS = 5;
const PEER_ROUNDS = 3;
/** Rounds of pictures: each page takes seconds. */
const PICTURE_ROUNDS = 2;
const MEMORY_TARGET = 400;

interface MeasuredFormat {
  /** Its id in the matrix of formats. */
  readonly id: string;
  /** Documents, or pages of pictures, a second. */
  readonly target?: number;
  /** Of which pages are counted: each takes seconds, its fixture tens of them. */
  readonly isPicture?: true;
  /** Only with --long. */
  readonly isLong?: true;
  readonly peers?: Readonly<Record<string, { readonly what: string; readonly peer: Peer | 'pdftotext' }>>;
}

const PDFTOTEXT = { what: 'by pdftotext -layout, a process each', peer: 'pdftotext' } as const;

const MEASURED: Readonly<Record<string, MeasuredFormat>> = {
  html: { id: 'html' },
  docx: {
    id: 'docx',
    target: 50,
    peers: {
      pythonDocx: { what: 'by python-docx', peer: 'pythonDocx' },
      mammoth: { what: 'by mammoth', peer: 'mammoth' },
    },
  },
  doc: { id: 'doc, wps', isLong: true },
  xlsx: { id: 'xlsx', target: 50, peers: { pandas: { what: 'by pandas', peer: 'pandasXlsx' } } },
  xls: { id: 'xls, et', isLong: true },
  pdf: { id: 'pdf (Chromium)', target: 5, peers: { pdftotext: PDFTOTEXT } },
  officePdf: { id: 'pdf (LibreOffice)', target: 5, isLong: true, peers: { officePdftotext: PDFTOTEXT } },
  ofd: { id: 'ofd' },
  png: { id: 'png, 200 dpi', target: 0.2, isPicture: true, isLong: true },
  scannedPdf: { id: 'pdf of images', target: 0.2, isPicture: true, isLong: true },
};

function rowsOf(key: string, { id, target, isPicture, peers = {} }: MeasuredFormat): [string, RowSpec][] {
  const what = isPicture ? 'pages' : 'documents';
  return [
    [
      key,
      {
        what: `${what} a second, ${id}`,
        better: 'more',
        digits: isPicture ? 2 : 1,
        ...(target === undefined ? {} : { target }),
      },
    ],
    [`${key}Memory`, { what: '  peak memory, MB', better: 'less', target: MEMORY_TARGET, digits: 0 }],
    ...Object.entries(peers).map(([peer, of]): [string, RowSpec] => [
      peer,
      { what: `  ${what} a second ${of.what}`, better: 'neither' },
    ]),
  ];
}

/** How many A4 pages are on the strips of PNG images or in the PDF files, on average. */
function pagesOf(files: readonly string[]): number {
  const pages = files.map((file) => {
    const bytes = readFileSync(file);
    const head = bytes.subarray(0, 24);
    if (head.toString('latin1', 0, 4) === '%PDF')
      return bytes.toString('latin1').split('/Type /Page /').length - 1;
    return Math.round(head.readUInt32BE(20) / head.readUInt32BE(16) / Math.SQRT2);
  });
  return pages.reduce((sum, count) => sum + count, 0) / Math.max(1, files.length);
}

/** The files of a format in a folder; what is missing to make them, in words. */
async function filesOf(
  id: string,
  folder: string,
): Promise<readonly string[] | { readonly skipped: string }> {
  const layout = LAYOUTS.find((one) => one.id === 'plain');
  const format = formats().find((one) => one.id === id);
  if (layout === undefined || format === undefined) return { skipped: 'the matrix has no such format' };
  const tool = format.needs.find((one) => !hasTool(one));
  if (tool !== undefined) return { skipped: `${tool} is not installed` };
  const printed = sampleReports(false).map((report) => printReport(report, layout));
  return (await format.make(printed.slice(0, format.reports))).map((bytes, at) => {
    const file = join(folder, `${at}.${/^\w+/.exec(id)?.[0] ?? 'bin'}`);
    writeFileSync(file, bytes);
    return file;
  });
}

async function whyNot(peer: Peer | 'pdftotext'): Promise<string | null> {
  if (peer === 'pdftotext') return hasTool(peer) ? null : 'pdftotext is not installed';
  return missing(peer);
}

async function peerRound(peer: Peer | 'pdftotext', files: readonly string[]): Promise<Spent> {
  if (peer !== 'pdftotext') return await roundOf(peer, files);
  const spent = files.map((file) => spentOnCommand(['pdftotext', '-layout', file, '-'], { starts: 4 }));
  const mean = (of: keyof Spent) => spent.reduce((sum, one) => sum + one[of], 0) / spent.length;
  return { wall: mean('wall'), cpu: mean('cpu') };
}

/** One format, in turn with those of the peers that are asked for. */
async function measure(
  key: string,
  format: MeasuredFormat,
  wants: (key: string) => boolean,
): Promise<Record<string, Measured>> {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  try {
    const files = await filesOf(format.id, folder);
    if ('skipped' in files) return { [key]: files };
    const peers = [];
    const measured: Record<string, Measured> = {};
    for (const [name, { peer }] of Object.entries(format.peers ?? {})) {
      if (!wants(name)) continue;
      const why = await whyNot(peer);
      if (why === null) peers.push({ name, peer, spent: [] as Spent[] });
      else measured[name] = { skipped: why };
    }
    const reader = await FormatReader.of(files);
    if (reader === null) return { [key]: { skipped: 'it could not be read' } };
    const own: Spent[] = [];
    let megabytes = Number.NaN;
    for (let round = 0; round < (format.isPicture ? PICTURE_ROUNDS : ROUNDS); round++) {
      const spent = await reader.round();
      own.push(spent);
      megabytes = spent.megabytes;
      if (round >= PEER_ROUNDS) continue;
      for (const { peer, spent: of } of peers) of.push(await peerRound(peer, files));
    }
    reader.close();
    const pages = format.isPicture ? pagesOf(files) : 1;
    const ofPage = own.map(({ wall, cpu }) => ({ wall: wall / pages, cpu: cpu / pages }));
    for (const { name, spent } of peers) measured[name] = perSecond(spent);
    return { ...measured, [key]: perSecond(ofPage), [`${key}Memory`]: { values: [megabytes] } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Documents read, recognised and checked a second, on one core after a warm-up, and the most memory that took. */
export const formatsBench = defineBench<string>({
  name: 'formats',
  rows: Object.fromEntries(Object.entries(MEASURED).flatMap(([key, format]) => rowsOf(key, format))),
  async run({ wants, isLong, say }) {
    const measured: Record<string, Measured> = {};
    for (const [key, format] of Object.entries(MEASURED)) {
      if (!rowsOf(key, format).some(([name]) => wants(name))) continue;
      say(format.id);
      const isTooLong = format.isLong && !isLong;
      Object.assign(
        measured,
        isTooLong ? { [key]: { skipped: 'only with --long' } } : await measure(key, format, wants),
      );
    }
    return measured;
  },
});
