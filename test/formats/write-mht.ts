/** A page as browsers save it in one file: its own style beside it, packed for the post. */
const BOUNDARY = '----MultipartBoundary--x7Rk';
const STYLE = /<style>([\s\S]*?)<\/style>/;

/** Quoted-printable (RFC 2045, 6.7), in lines of at most 76 characters. */
export function quotedPrintable(bytes: Uint8Array): string {
  const lines: string[] = [];
  let line = '';
  for (const byte of bytes) {
    if (byte === 0x0a) {
      lines.push(line);
      line = '';
      continue;
    }
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x3d;
    const written = isPlain
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (line.length + written.length > 75) {
      lines.push(`${line}=`);
      line = '';
    }
    line += written;
  }
  return [...lines, line].join('\r\n');
}

export function mhtFile(page: Uint8Array): Buffer {
  const html = Buffer.from(page).toString('utf8');
  const style = STYLE.exec(html)?.[1];
  const linked = html.replace(
    STYLE,
    '<link rel="stylesheet" type="text/css" href="cid:css-1@mhtml.blink" />',
  );
  const part = (type: string, fields: string, content: string): string =>
    `--${BOUNDARY}\r\nContent-Type: ${type}\r\n${fields}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(Buffer.from(content))}\r\n`;
  return Buffer.from(
    [
      'From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/a.html\r\nSubject: report\r\n',
      `MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="${BOUNDARY}"\r\n\r\n\r\n`,
      part('text/html', 'Content-ID: <frame-1@mhtml.blink>', linked),
      style === undefined ? '' : part('text/css', 'Content-Location: cid:css-1@mhtml.blink', style),
      `--${BOUNDARY}--\r\n`,
    ].join(''),
    'latin1',
  );
}
