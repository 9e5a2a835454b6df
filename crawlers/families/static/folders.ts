/**
 * Links of a list page that lead to folders: reports that are folders themselves (`<id>/index.html`), lists of one year
 * below the column (`gknb2024/`), or the rest of the site's menu. The address does not tell one from the other; the
 * title often does, and where it does not, one page of each kind is looked at.
 */
import type { ReportLink } from '../../contract.js';
import type { Anchor } from '../../lists/anchors.js';
import type { ListDocument } from '../../lists/list-document.js';
import { type ItemContext, reportLink } from '../../lists/list-items.js';
import { PAGER_WORDS } from './pager.js';
import { INDEX_FILE, isListAddress, type Place } from './place.js';

/** A folder of the column: a report, or a list that has to be looked at. */
export interface Folder {
  readonly link: ReportLink;
  /** The title names an agency's report: nobody makes a list for that. */
  readonly isReport: boolean;
}

export interface FolderReading {
  /** All folders that may be entries of the list, whatever their titles. */
  readonly entries: readonly string[];
  /** Those that are reports or lists of a year, each once. */
  readonly folders: readonly Folder[];
}

/** 「2024年」, 「2024」, 「2024年度」, 「2024年年报」, 「2023年度报告」: a year, and at most the word for what it is. */
const YEAR_ALONE = /^[〔[(（]?(20\d\d)[〕\])）]?(?:年度?)?(?:的)?(?:年?报告?|年度报告|度报告)?[>»]*$/;

/** The year that a link's text is, and nothing else; null for any other text. */
export function yearAlone(text: string): number | null {
  const year = YEAR_ALONE.exec(text.replace(/\s/g, ''))?.[1];
  return year === undefined ? null : Number(year);
}

/** The folders below a column; `columnUrl` is its page, `places` where its articles stand. */
export function foldersOn(
  { anchors }: ListDocument,
  columnUrl: string,
  places: readonly Place[],
  context: ItemContext,
): FolderReading {
  const { host } = new URL(columnUrl);
  const entries = new Set<string>();
  const folders = new Map<string, Folder>();
  for (const anchor of anchors) {
    const target = new URL(anchor.url);
    if (target.host !== host) continue;
    if (!isListAddress(target) || !isBelow(target, columnUrl, places)) continue;
    const folder = folderOf(anchor, context);
    const isPager = anchor.titles.every(
      (title) => title === '' || PAGER_WORDS.test(title.replace(/\s/g, '')),
    );
    if (folder === null && isPager) continue;
    if (folder !== null || ID_LIKE.test(target.pathname)) entries.add(anchor.url);
    if (folder !== null && !folders.has(anchor.url)) folders.set(anchor.url, folder);
  }
  return { entries: [...entries], folders: [...folders.values()] };
}

/** A last folder that is a number, a date or a key, as articles have it. */
const ID_LIKE = /\/(?:\w{0,3}\d{5,}|[0-9a-f-]{16,}|\w{1,3}\d{6,8}_\d+)\/(?:[^/]*)$/i;

/** In a folder of its own, below the column's or one of the places. */
function isBelow(target: URL, columnUrl: string, places: readonly Place[]): boolean {
  const path = target.pathname.slice(0, target.pathname.lastIndexOf('/') + 1);
  const { pathname } = new URL(columnUrl);
  const own = pathname.slice(0, pathname.lastIndexOf('/') + 1);
  const file = pathname.slice(own.length);
  const column = file === '' || INDEX_FILE.test(file) ? own : `${own}${file.replace(/\.\w+$/, '')}/`;
  const around = [column, ...places.filter(({ isFlat }) => !isFlat).map((place) => place.path)];
  return around.some((folder) => folder !== '/' && path.startsWith(folder) && path !== folder);
}

/** What a link to a folder says: a report, a list of a year, more of the column; null for anything else. */
export function folderOf(anchor: Anchor, context: ItemContext): Folder | null {
  const link = reportLink(anchor, context);
  if (link !== null) return { link, isReport: link.agency !== null && link.year !== null };
  const year = anchor.titles.map(yearAlone).find((one) => one !== null) ?? null;
  if (year === null && !anchor.titles.some((title) => PART.test(title.replace(/\s/g, '')))) return null;
  return {
    link: { url: anchor.url, title: anchor.text, agency: null, year, published: anchor.published },
    isReport: false,
  };
}

/** Words for more of the same column: 「更多」, 「历年年报」, 「县直部门」, 「乡镇街道」. */
const PART =
  /^(?:查看)?更多[>»]*$|^more[>»]*$|^(?:历年|往年|以往|往期)|^(?:[省市县区]|[市县区]直|[市县区]级)?(?:政府)?(?:部门|单位|乡镇|镇街|街道|园区)(?:街道|乡镇|单位|部门)?(?:年报|年度报告)?$/i;

/** Folders whose addresses differ in numbers and keys alone: one of them tells what all of them are. */
export function alike(folders: readonly Folder[]): Folder[][] {
  const groups = new Map<string, Folder[]>();
  for (const folder of folders) {
    const shape = new URL(folder.link.url).pathname.replace(/[0-9a-f-]{16,}|\d+/gi, '#');
    const group = groups.get(shape);
    if (group === undefined) groups.set(shape, [folder]);
    else group.push(folder);
  }
  return [...groups.values()];
}

/** Words of the form itself: a page that has them is a report. */
const REPORT_WORDS = /主动公开政府信息情况|收到和处理政府信息公开申请|行政复议、?行政诉讼情况/;

/** Is a folder's page a report: has it the words of the form, or a report's title for its own? */
export function isReport(document: ListDocument, { titles }: ItemContext): boolean {
  if (REPORT_WORDS.test(document.html)) return true;
  const { $ } = document;
  const meta = $('meta[name]')
    .toArray()
    .find((element) => /^articletitle$/i.test($(element).attr('name') ?? ''));
  const own = meta === undefined ? $('h1').first().text() : ($(meta).attr('content') ?? '');
  return own.length < 200 && titles.isReport(own) && titles.year(own) !== null;
}
