import { describe, expect, test } from 'vitest';
import { readFolder } from '../../../crawlers/replay/folder.js';
import { savedFolder } from './saved.js';

async function shown(files: Record<string, string>, address: string, method: 'GET' | 'POST' = 'GET') {
  const body = method === 'GET' ? null : 'a=b';
  const found = readFolder(savedFolder(files)).find({ url: new URL(address), method, body });
  return found === null ? null : { status: found.status, text: (await found.body()).toString() };
}

const SITE = 'http://www.example.gov.cn';

describe('a folder as wget saves it', () => {
  test.each([
    ['a page', 'www.example.gov.cn/xxgk/1.html', '/xxgk/1.html'],
    ['a folder of the site', 'www.example.gov.cn/xxgk/index.html', '/xxgk/'],
    ['a folder with an index of another name', 'www.example.gov.cn/xxgk/index.shtml', '/xxgk/'],
    ['a query', 'www.example.gov.cn/list.do?id=7&page=2', '/list.do?id=7&page=2'],
    ['a query on Windows', 'www.example.gov.cn/list.do@id=7', '/list.do?id=7'],
    ['a query of a folder', 'www.example.gov.cn/xxgk/index.html?page=2', '/xxgk/?page=2'],
    ['an extension that wget added', 'www.example.gov.cn/list.do?id=7.html', '/list.do?id=7'],
    ['a slash in a query', 'www.example.gov.cn/list.do?url=%2Fa', '/list.do?url=/a'],
    ['letters beyond ASCII', 'www.example.gov.cn/年报.pdf', '/年报.pdf'],
    ['escaped letters', 'www.example.gov.cn/%E5%B9%B4.pdf', '/年.pdf'],
    ['a host in capitals', 'WWW.example.gov.cn/1.html', '/1.html'],
  ])('%s is found', async (_, file, path) => {
    expect(await shown({ [file]: 'here' }, SITE + path)).toEqual({ status: 200, text: 'here' });
  });

  test.each([
    'www.example.gov.cn:8080/1.html',
    'www.example.gov.cn+8080/1.html',
    'www.example.gov.cn/1.html',
  ])('a port is in the name of the host, or not: %s', async (file) => {
    expect(await shown({ [file]: 'here' }, 'http://www.example.gov.cn:8080/1.html')).not.toBeNull();
  });

  test('other pages, other queries and other hosts are not', async () => {
    const files = { 'www.example.gov.cn/a/1.html': '', 'www.example.gov.cn/l?p=1': '' };
    for (const path of ['/a/2.html', '/a/', '/l', '/l?p=2', '/l?p=1&q=2', '/A/1.html'])
      expect(await shown(files, SITE + path), path).toBeNull();
    expect(await shown(files, 'http://example.gov.cn/a/1.html')).toBeNull();
  });

  test('a POST is found by its address, as nothing else is known of it', async () => {
    expect(await shown({ 'www.example.gov.cn/list.do': '{}' }, `${SITE}/list.do`, 'POST')).not.toBeNull();
  });
});

describe('pages that a browser saved', () => {
  const mark = (url: string) => `<!DOCTYPE html>\n<!-- saved from url=(0030)${url} -->\n<html>here`;

  test('are found by the address that they name', async () => {
    const found = await shown(
      { '年报.html': mark(`${SITE}/a/?x=1`), '年报_files/a.js': '' },
      `${SITE}/a/?x=1`,
    );
    expect(found?.text).toContain('here');
  });

  test('but a page of the site itself may have been saved from somewhere, once', async () => {
    const files = { 'www.example.gov.cn/1.html': mark(`${SITE}/2.html`) };
    expect(await shown(files, `${SITE}/2.html`)).toBeNull();
    expect(await shown(files, `${SITE}/1.html`)).not.toBeNull();
  });
});

describe('pages.csv', () => {
  test('says which file is which address, with its status and type', async () => {
    const table = `url,file,status,type\n${SITE}/a,one.bin,,text/html; charset=gbk\n${SITE}/b,,404,\n`;
    const pages = readFolder(savedFolder({ 'pages.csv': table, 'one.bin': 'one' }));
    const find = (path: string) => pages.find({ url: new URL(path, SITE), method: 'GET', body: null });
    expect(pages.size).toBe(2);
    expect(find('/a')).toMatchObject({
      status: 200,
      bytes: 3,
      headers: { 'content-type': 'text/html; charset=gbk' },
    });
    expect(find('/b')).toMatchObject({ status: 404, bytes: 0 });
  });

  test.each([
    ['ftp://example.gov.cn/,a', /row 2.*not an http/],
    [`${SITE}/,../../etc/passwd`, /row 2.*no such file/],
    [`${SITE}/,absent.html`, /row 2.*no such file/],
    [`${SITE}/,`, /row 2.*names no file/],
  ])('%s is a fault with its row', (row, message) => {
    expect(() => readFolder(savedFolder({ 'pages.csv': `url,file\n${row}\n` }))).toThrow(message);
  });
});
