/** Very many small sites on one port, by the first part of the path: each has a list of reports, and nothing else. */
import { createServer } from 'node:http';

const REPORTS = 20;

const server = createServer((request, response) => {
  const site = /^\/(p\d+)\/nb\/index\.html$/.exec(request.url ?? '')?.[1];
  if (site === undefined) {
    response.writeHead(404).end();
    return;
  }
  const rows = Array.from(
    { length: REPORTS },
    (_, at) =>
      `<li><a href="${at}.html">某某市第${at}局2023年政府信息公开工作年度报告</a><span>2024-01-20</span></li>`,
  );
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<html><head><title>${site}</title></head><body><ul>${rows.join('')}</ul></body></html>`);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit(0));
