/** The files of a portal's reports: where they stand, what they hold, and how pages show them. */
import { createHash } from 'node:crypto';
import { escapeHtml } from '../pages/html.js';
import { renderReportBody } from '../pages/render.js';
import type { SimulatedReport } from '../reports/report-data.js';
import type { PortalSettings } from '../server/options.js';
import type { Publication } from '../server/publications.js';
import { contentDisposition } from './disposition.js';
import { reportDocx } from './docx.js';
import { type AttachmentOptions, attachmentOptions, type FileFormat } from './options.js';
import { scannedPdf } from './pdf.js';
import { reportText } from './report-text.js';

/** Hanweb's module for files, whose addresses need not tell a type. */
export const DOWNFILE_PATH = '/module/download/downfile.jsp';
/** The viewer of PDF files that pages frame. */
export const VIEWER_PATH = '/pdfjs/web/viewer.html';
/** Files that are linked beside reports and are none. */
export const DECOY_FILES: readonly { readonly path: string; readonly name: string }[] = [
  { path: '/attachment/0/598/598001/4700001.doc', name: '政府信息公开申请表.doc' },
  { path: '/attachment/0/598/598002/4700002.doc', name: '政府信息公开指南.doc' },
];

const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain; charset=UTF-8',
  html: 'text/html; charset=UTF-8',
};

/** A file as it is answered. */
export interface AttachedFile {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** How a report's file is published; null where it has none. */
export function attachmentOf(settings: PortalSettings, { report }: Publication): AttachmentOptions | null {
  const given = settings.attachment(report);
  return given === null ? null : attachmentOptions(given);
}

/** The address of a report's file, without a host; it names nothing of the report. */
export function attachmentPath({ address, format }: AttachmentOptions, { articleId }: Publication): string {
  if (address === 'attachment') {
    return `/attachment/0/599/${599_000 + (articleId % 1000)}/${4_800_000 + articleId}.${format}`;
  }
  const key = createHash('md5').update(`file ${articleId}`).digest('hex').slice(0, 16);
  const name = address === 'bare' ? key : `${key}.${format}`;
  return `${DOWNFILE_PATH}?filename=${name}&classid=0`;
}

/** The bytes of a report's file; `copy` counts how often it was replaced. */
function fileBytes(format: FileFormat, report: SimulatedReport, copy: number): Buffer {
  const remark = copy === 0 ? '' : `（第${copy + 1}次上传）`;
  switch (format) {
    case 'pdf':
      return scannedPdf([
        `Annual report ${report.year}, simulated, copy ${copy + 1}`,
        ...Object.entries(report.figures)
          .filter(([, value]) => value !== 0 && value !== null)
          .map(([indicator, value]) => `${indicator}  ${value}`),
      ]);
    case 'docx':
      return reportDocx(report, remark);
    case 'txt':
      return Buffer.from(reportText(report, remark), 'utf8');
    case 'html': {
      const body = `<h1>${escapeHtml(report.title)}</h1>\n${renderReportBody(report, 'word')}<p>${remark}</p>`;
      const head = `<meta charset="UTF-8"><title>${escapeHtml(report.title)}</title>`;
      return Buffer.from(`<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>\n`, 'utf8');
    }
  }
}

/** The file with its headers. */
export function attachedFile(options: AttachmentOptions, { report, copy }: Publication): AttachedFile {
  const types = {
    right: MEDIA_TYPES[options.format],
    'octet-stream': 'application/octet-stream',
    html: 'text/html;charset=UTF-8',
  };
  const type = options.shown === 'link' ? 'attachment' : 'inline';
  const disposition = contentDisposition(options.disposition, type, `${report.title}.${options.format}`);
  return {
    bytes: fileBytes(options.format, report, copy),
    headers: {
      'content-type': types[options.contentType],
      ...(disposition === null ? {} : { 'content-disposition': disposition }),
    },
  };
}

/** An old Word file, as far as its first bytes tell. */
export function decoyFile(): AttachedFile {
  const bytes = Buffer.alloc(1536);
  bytes.write('d0cf11e0a1b11ae1', 'hex');
  return { bytes, headers: { 'content-type': 'application/msword' } };
}

/** The file in the report's page, as HTML: a link or an embedded document, with other files beside it. */
export function attachmentMarkup(options: AttachmentOptions, publication: Publication): string {
  const { title } = publication.report;
  const path = attachmentPath(options, publication);
  const decoys = options.decoys
    ? DECOY_FILES.map(
        (file) =>
          `<p>附件：<a href="${file.path}"><img src="/images/doc.gif" alt="" border="0" />${file.name}</a></p>`,
      )
    : [];
  return [shownFile(options, path, title), ...decoys].join('\n');
}

function shownFile({ shown, format }: AttachmentOptions, path: string, title: string): string {
  const src = escapeHtml(path);
  const name = escapeHtml(`${title}.${format}`);
  switch (shown) {
    case 'link':
      return `<p>附件：<a href="${src}" title="${name}" target="_blank">${name}</a></p>`;
    case 'viewer':
      return `<p><iframe src="${VIEWER_PATH}?file=${encodeURIComponent(path)}" width="100%" height="900"></iframe></p>`;
    case 'iframe':
      return `<p><iframe src="${src}" width="100%" height="900"></iframe></p>`;
    case 'embed':
      return `<p><embed src="${src}" type="${MEDIA_TYPES[format]}" width="100%" height="900" /></p>`;
    case 'object':
      return `<p><object data="${src}" type="${MEDIA_TYPES[format]}" width="100%" height="900"></object></p>`;
  }
}
