/** The answers at the addresses of files. */
import type { Publication } from '../server/publications.js';
import type { PortalRequest } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import {
  attachedFile,
  attachmentOf,
  attachmentPath,
  DECOY_FILES,
  DOWNFILE_PATH,
  decoyFile,
  VIEWER_PATH,
} from './attachment.js';
import type { AttachmentOptions } from './options.js';

interface ShelvedFile {
  readonly options: AttachmentOptions;
  readonly publication: Publication;
}

/** The files of a portal's reports by address, as long as nothing changes. */
const shelves = new WeakMap<
  Site,
  { readonly generation: number; readonly files: ReadonlyMap<string, ShelvedFile> }
>();

/** The file at an address, or the viewer that shows files; undefined where there is neither. */
export function attachmentAt(site: Site, { pathname, query }: PortalRequest): Answer | undefined {
  if (pathname === VIEWER_PATH) return site.text(200, VIEWER);
  if (DECOY_FILES.some(({ path }) => path === pathname)) {
    const { bytes, headers } = decoyFile();
    return { status: 200, headers, body: bytes };
  }
  if (pathname !== DOWNFILE_PATH && !pathname.startsWith('/attachment/')) return undefined;
  const address =
    pathname === DOWNFILE_PATH ? `${pathname}?filename=${query.get('filename')}&classid=0` : pathname;
  const file = shelfOf(site).get(address);
  if (file === undefined) return undefined;
  const { bytes, headers } = attachedFile(file.options, file.publication);
  const created = file.publication.report.published;
  return site.page({ key: address, kind: 'static', created, build: () => bytes, headers });
}

function shelfOf(site: Site): ReadonlyMap<string, ShelvedFile> {
  const { publications, settings } = site;
  const known = shelves.get(site);
  if (known?.generation === publications.generation) return known.files;
  const files = new Map<string, ShelvedFile>();
  for (const publication of publications.online()) {
    const options = attachmentOf(settings, publication);
    if (options !== null) files.set(attachmentPath(options, publication), { options, publication });
  }
  shelves.set(site, { generation: publications.generation, files });
  return files;
}

const VIEWER = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>PDF.js viewer</title></head>
<body><div id="viewerContainer"><div id="viewer" class="pdfViewer"></div></div></body></html>`;
