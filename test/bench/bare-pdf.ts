import { withPdfium } from '../../src/document/pdf/engine.js';

const PATH = 2;

/** Asks PDFium for every character of a file with its place, and for every object with its matrix and points. */
export async function barePass(bytes: Uint8Array): Promise<void> {
  const passes = withPdfium(async function* (pdfium) {
    const { calls, scratch } = pdfium;
    const address = calls.malloc(bytes.length);
    pdfium.bytes.set(bytes, address);
    const document = calls.loadDocument(address, bytes.length, 0);
    for (let number = 0; number < calls.pageCount(document); number++) {
      const page = calls.loadPage(document, number);
      const text = calls.loadText(page);
      for (let i = 0; i < calls.countCharacters(text); i++) {
        calls.unicode(text, i);
        calls.isUntold(text, i);
        calls.textObject(text, i);
        calls.origin(text, i, scratch, scratch + 8);
        calls.characterBox(text, i, scratch, scratch + 8, scratch + 16, scratch + 24);
      }
      for (let i = 0; i < calls.countObjects(page); i++) {
        const object = calls.object(page, i);
        calls.matrix(object, scratch);
        if (calls.typeOf(object) !== PATH) continue;
        for (let at = 0; at < calls.countSegments(object); at++)
          calls.segmentPoint(calls.segment(object, at), scratch, scratch + 4);
      }
      calls.closeText(text);
      calls.closePage(page);
      yield number;
    }
    calls.closeDocument(document);
    calls.free(address);
  });
  for await (const _ of passes);
}
