/**
 * Very many small sites on one port, by the first part of the path: each has a list of reports. A report is never sent, only
 * said not to be modified.
 */
import { createServer } from 'node:http';

const reports = Number(process.argv[2] ?? '20');

const server = createServer((request, response) => {
  const [, site, page] = /^\/(p\d+)\/nb\/(\w+)\.html$/.exec(request.url ?? '') ?? [];
  if (site === undefined || page === undefined) {
    response.writeHead(404).end();
    return;
  }
  if (page !== 'index') {
    const { 'if-none-match': etag = '"none"' } = request.headers;
    response
      .writeHead(304, { etag, 'last-modified': 'Tue, 30 Jan 2024 06:11:45 GMT', server: 'nginx' })
      .end();
    return;
  }
  const rows = Array.from(
    { length: reports },
    (_, at) =>
      `<li><a href="${at}.html">某某市第${site.slice(1)}${at}局2023年政府信息公开工作年度报告</a><span>2024-01-20</span></li>`,
  );
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<html><head><title>${site}</title></head><body><ul>${rows.join('')}</ul></body></html>`);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit(0));
