/** The smallest PDF file that readers open: one page, scanned, so that it has a picture and no text. */

/** Pixels of a line of the picture. */
const WIDTH = 64;

/** A page whose picture is made of the text's bytes: other text, another picture. */
export function scannedPdf(lines: readonly string[]): Buffer {
  const ink = Buffer.from(lines.join('\n'), 'utf8');
  const height = Math.ceil(ink.length / WIDTH);
  const pixels = Buffer.concat([ink, Buffer.alloc(height * WIDTH - ink.length, 0xff)]).toString('latin1');
  const content = 'q 595 0 0 842 0 0 cm /Im1 Do Q';
  const picture = `/Type /XObject /Subtype /Image /Width ${WIDTH} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Im1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< ${picture} /Length ${pixels.length} >>\nstream\n${pixels}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}
