/**
 * The formats that have a reader, as help and messages list them. docs/cli.md and the READMEs repeat the list:
 * test/docs.test.ts holds them against it.
 */
export const READABLE_FORMATS =
  'web pages (.html, .mht), plain text (.txt, .md, .csv), Word (.docx, .doc, .wps, Word 2003 XML, flat OPC), ' +
  'Excel (.xlsx, .xls, .et), OpenDocument (.odt, .ods, .fodt, .fods), RTF, PDF, OFD, ' +
  'images (PNG, JPEG, TIFF, GIF, WebP, BMP), and ZIP or gzip archives of these';
