/** How a report's file is published. */

/** What the file is. All but `pdf`, which is a scan, hold the whole report in a form that can be read. */
export type FileFormat = 'pdf' | 'docx' | 'txt' | 'html';

/** How Content-Disposition names the file: in which bytes, or not at all. */
export type Disposition =
  | 'none'
  | 'ascii'
  | 'utf8-bytes'
  | 'gbk-bytes'
  | 'percent-utf8'
  | 'percent-gbk'
  | 'rfc5987';

export interface AttachmentOptions {
  /** The report's page is only a cover to the file, or has the whole report and the file besides. */
  readonly page: 'cover' | 'full';
  /** A link, or embedded: a viewer of PDF files in a frame, or the file itself in one of three elements. */
  readonly shown: 'link' | 'viewer' | 'iframe' | 'embed' | 'object';
  readonly format: FileFormat;
  /**
   * `attachment`: `/attachment/0/599/…/….pdf`; `downfile`: Hanweb's `downfile.jsp?filename=….pdf&classid=0`;
   * `bare`: the same without an extension, so that only headers and bytes tell the type.
   */
  readonly address: 'attachment' | 'downfile' | 'bare';
  readonly disposition: Disposition;
  /** The Content-Type that comes with the bytes; `html` is wrong for all but HTML. */
  readonly contentType: 'right' | 'octet-stream' | 'html';
  /** Forms and guides are linked beside it. */
  readonly decoys: boolean;
}

const DEFAULTS: AttachmentOptions = {
  page: 'cover',
  shown: 'link',
  format: 'pdf',
  address: 'attachment',
  disposition: 'none',
  contentType: 'right',
  decoys: true,
};

/** Fills in the defaults: a cover page that links a PDF file. */
export function attachmentOptions(given: Partial<AttachmentOptions>): AttachmentOptions {
  return { ...DEFAULTS, ...given };
}
