/** Frames, and what `<base>` does to addresses (HTML, 4.2.3). */
import iconv from 'iconv-lite';
import { coverPage, reportPage } from '../../nights/portal/html.js';
import { titleOf } from '../../nights/portal/report.js';
import { reportFile } from '../../nights/portal/word.js';
import { WORD } from '../files.js';
import type { Group } from '../habit.js';
import { LIST, NAMES, type Name, plainPortal, type Reports, type Shelf } from '../shelf.js';

function withHead(html: string, element: string): string {
  return html.replace('<title>', `${element}<title>`);
}

/** Pages that show the report in a frame only. */
function framed(shelf: Shelf, reports: Reports, frame: (name: Name, title: string) => string): void {
  plainPortal(shelf, reports);
  for (const name of NAMES) {
    shelf.put(`/nb/body/${name}.html`, reportPage(reports[name]));
    shelf.put(`/nb/${name}.html`, frame(name, titleOf(reports[name])));
  }
  shelf.put('/nb/top.html', '<html><body><a href="/">首页</a></body></html>');
}

/** Reports whose tables stand in frames of their own. */
function tablesFramed(shelf: Shelf, reports: Reports): void {
  plainPortal(shelf, reports);
  for (const name of NAMES) {
    let count = 0;
    const page = reportPage(reports[name]).replace(/<table[\s\S]*?<\/table>/g, (table) => {
      count += 1;
      const path = `tables/${name}${count}.html`;
      shelf.put(`/nb/${path}`, `<html><head><meta charset="utf-8"></head><body>${table}</body></html>`);
      return `<iframe src="${path}" width="100%" height="600" frameborder="0"></iframe>`;
    });
    shelf.put(`/nb/${name}.html`, page);
  }
}

export const FRAMES: Group = {
  title: 'Pages',
  habits: [
    {
      what: 'The list page has a `<base href>`, from which its links count.',
      pages: (shelf, reports) => {
        shelf.list((name) => `${name}.html`, reports);
        const list = Buffer.from(shelf.get(LIST)?.body ?? '').toString();
        shelf.put(LIST, withHead(list, '<base href="/nb/2023/">'));
        for (const name of NAMES) shelf.put(`/nb/2023/${name}.html`, reportPage(reports[name]));
      },
    },
    {
      what: 'The list page has a `<base target>`.',
      pages: (shelf, reports) => {
        plainPortal(shelf, reports);
        const list = Buffer.from(shelf.get(LIST)?.body ?? '').toString();
        shelf.put(LIST, withHead(list, '<base target="_blank">'));
      },
    },
    {
      what: 'The page that leads to a file has a `<base href>`.',
      pages: (shelf, reports) => {
        shelf.list((name) => `${name}.html`, reports);
        for (const name of NAMES) {
          const link = { path: `${name}.docx`, name: `${titleOf(reports[name])}.docx` };
          shelf.put(`/nb/${name}.html`, withHead(coverPage(reports[name], link), '<base href="/files/">'));
          shelf.put(`/files/${name}.docx`, reportFile(reports[name]), WORD);
        }
      },
    },
    {
      what: 'The page of a report is a frameset.',
      pages: (shelf, reports) =>
        framed(
          shelf,
          reports,
          (name, title) =>
            `<html><head><meta charset="utf-8"><title>${title}</title></head><frameset rows="80,*"><frame src="top.html"><frame src="body/${name}.html"></frameset></html>`,
        ),
    },
    {
      what: 'The page of a report shows it in an iframe.',
      pages: (shelf, reports) =>
        framed(
          shelf,
          reports,
          (name, title) =>
            `<html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><iframe src="body/${name}.html" width="100%"></iframe></body></html>`,
        ),
    },
    { what: 'Each table of a report stands in an iframe of its own.', pages: tablesFramed },
    {
      what: 'Pages in UTF-8 into which somebody has pasted a piece of GBK.',
      pages: (shelf, reports) => {
        plainPortal(shelf, reports);
        const foreign = iconv.encode('<p>技术支持</p>', 'gbk');
        for (const name of NAMES) {
          const page = Buffer.from(reportPage(reports[name]).replace('</body></html>', ''));
          const end = Buffer.from('</body></html>');
          shelf.put(`/nb/${name}.html`, Buffer.concat([page, foreign, end]));
        }
      },
    },
  ],
};
