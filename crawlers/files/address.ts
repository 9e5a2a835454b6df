/** Which addresses lead to files, and which to pages that show one. */
import { linkAddress } from '../lists/report-links.js';

/**
 * What an address leads to, as far as it says. `unknown` has an extension that is none of a page or a document: it may be
 * anything.
 */
export type AddressKind = 'document' | 'image' | 'download' | 'unknown' | 'page';

const DOCUMENT = new Set(
  'pdf doc docx docm rtf wps wpt ofd ceb xls xlsx et odt ods fodt fods uof uot uos mht mhtml eml zip rar 7z tar gz tgz txt'.split(
    ' ',
  ),
);
const IMAGE = new Set('jpg jpeg png bmp tif tiff webp'.split(' '));
/** Extensions of pages, and of what pages are made of; films are no reports. */
const OF_PAGES = new Set(
  'html htm shtml shtm xhtml jhtml dhtml xml json js css svg ico gif swf mp3 mp4 m4v avi wmv flv mov wav exe apk'.split(
    ' ',
  ),
);
/** Extensions of programs that may answer with a file. */
const PROGRAM = new Set('jsp jspx do action aspx asp ashx php cgi vsb'.split(' '));

/** An extension with what it stands on: a bare `.pdf` is no file's name in a path. */
const EXTENSION = /[^/\\.]\.([a-z\d]{1,5})$/i;
const PARAMETER_EXTENSION = /\.([a-z\d]{1,5})$/i;
const DOWNLOADS =
  /(?:down_?load|down_?file|file_?down|down_?att|att(?:ach(?:ment)?)?_?down|get_?(?:file|attach)|read_?attach|virtual_attach_file)|^(?:attach|attachments?|down)$/i;
/** Parameters that say which file a program is to send. */
const FILE_PARAMETER =
  /^(?:.*file_?name|show_?name|att_?name|.*file_?(?:id|path)|.*att(?:ach)?(?:ment)?_?id|e|file|path)$/i;

/** What an absolute http(s) address leads to. */
function kindOf(url: URL): AddressKind {
  const segments = url.pathname.split('/');
  const last = unescaped(segments.at(-1) ?? '').trim();
  const extension = EXTENSION.exec(last)?.[1]?.toLowerCase() ?? '';
  if (DOCUMENT.has(extension)) return 'document';
  if (IMAGE.has(extension)) return 'image';
  if (extension !== '' && /[a-z]/.test(extension) && !PROGRAM.has(extension))
    return OF_PAGES.has(extension) ? 'page' : 'unknown';
  const parameters = url.search === '' ? [] : [...url.searchParams];
  const named = parameters.find(([key, value]) => FILE_PARAMETER.test(key) && isDocumentName(value));
  if (named !== undefined) return 'document';
  const turns = segments.findIndex((segment) => DOWNLOADS.test(segment));
  if (turns < 0 || last === '') return 'page';
  const isProgram = turns === segments.length - 1;
  return !isProgram || parameters.length > 0 ? 'download' : 'page';
}

/** Does a name end as a document's does? */
export function isDocumentName(value: string): boolean {
  return DOCUMENT.has(PARAMETER_EXTENSION.exec(value.trim())?.[1]?.toLowerCase() ?? '');
}

/** Parameters by which a viewer is told what to show. */
const TARGETS =
  /^(?:file|pdf|url|src|doc|ofd|path|fileurl|pdfurl|docurl|filepath|pdfpath|furl|link|document)$/i;
/** Viewers on other hosts, which are never visited. */
const FOREIGN_VIEWER = /(?:^|\.)officeapps\.live\.com$|^docs\.google\.com$|^mozilla\.github\.io$/i;
const VIEWER = /view|reader|pdf_?js|flip_?book/i;
const PDF_JS = /pdf_?js/i;
const PAGE_PATH = /(?:\/|\.s?html?)$/i;
/** Viewers that show viewers are not followed further. */
const LAYERS = 3;
/** Longer addresses are data, or an accident. */
const LONGEST = 8_192;

/** Where a link or a frame leads. */
export interface Destination {
  readonly url: string;
  /** Its path, as it is encoded. */
  readonly path: string;
  readonly kind: AddressKind;
}

/**
 * Where an address of a page leads: to the file itself where it is that of a viewer. Null for what is no http(s)
 * address, and for a viewer on another host that is not told what to show.
 */
export function destination(href: string, base: string): Destination | null {
  if (href.length > LONGEST) return null;
  let address = linkAddress(href.replaceAll('\\/', '/'), base);
  for (let layer = 0; address !== null; layer++) {
    const url = new URL(address);
    const target = layer < LAYERS ? shownBy(url) : 'itself';
    if (target === 'itself') return { url: address, path: url.pathname, kind: kindOf(url) };
    address = target;
  }
  return null;
}

const isFile = (kind: AddressKind): boolean => kind !== 'page' && kind !== 'unknown';

/** What the viewer at an address shows, `itself` where it is none. */
function shownBy(url: URL): string | null {
  const isForeign = FOREIGN_VIEWER.test(url.hostname);
  if (url.search === '') return isForeign ? null : 'itself';
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const isViewer = isForeign || VIEWER.test(last) || PDF_JS.test(url.pathname);
  const sends = DOWNLOADS.test(last);
  if (!isForeign && (sends || !(isViewer || PAGE_PATH.test(url.pathname)))) return 'itself';
  for (const [key, value] of rawParameters(url)) {
    if (!TARGETS.test(key)) continue;
    const given = unescaped(value);
    const target = given.includes('/') || isDocumentName(given) ? linkAddress(given, url.href) : null;
    if (target === null) continue;
    const kind = kindOf(new URL(target));
    if (kind === 'document' || (isViewer && (isFile(kind) || isForeign))) return target;
  }
  return isForeign ? null : 'itself';
}

function rawParameters(url: URL): [key: string, value: string][] {
  return url.search
    .slice(1)
    .split('&')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
}

/** Undoes the codes of ASCII alone: those of other letters go on as they are, whatever their encoding. */
function unescaped(value: string): string {
  return value.replace(/%([2-7][\da-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
