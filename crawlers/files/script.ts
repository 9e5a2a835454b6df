/** Addresses in the code of a page: `PDFObject.embed("/x.pdf")`, `var pdfUrl = '…'`, `window.open('…')`. */

/** A text that is given to something whose name says that it is an address, and is not put together from parts. */
const GIVEN =
  /(?:open|embed|pdf|ofd|file|doc|url|src|href|view|show|load|down|location)[\w$]{0,40}["']?\s{0,5}[=:(,]\s{0,5}(["'`])([^"'`<>\n]{3,1000})\1(?!\s{0,5}\+)/gi;
/** The same, where the name speaks of showing a document. */
const SHOWN =
  /(?:embed|pdf|ofd)[\w$]{0,40}["']?\s{0,5}[=:(,]\s{0,5}(["'`])([^"'`<>\n]{3,1000})\1(?!\s{0,5}\+)/gi;

/** What a handler or a link's script may lead to, as it stands there. */
export function addressesIn(code: string): string[] {
  return [...code.matchAll(GIVEN)].map((match) => match[2] ?? '');
}

/** What a script of the page shows in it, as it stands there. */
export function shownIn(code: string): string[] {
  return [...code.matchAll(SHOWN)].map((match) => match[2] ?? '');
}
