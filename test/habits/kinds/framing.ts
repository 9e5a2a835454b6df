/** Heads that are not as RFC 9112 asks, and bodies whose end (6.3) is told twice or oddly. */
import iconv from 'iconv-lite';
import { type Answering, type Group, whereFound } from '../habit.js';
import { chunked, ok, plainLines, written } from '../reply.js';
import type { Resource } from '../shelf.js';

/** An answer with these lines in its head. */
function withLines(lines: (resource: Resource) => readonly string[]): Answering {
  return whereFound((resource) => written({ status: 200, lines: lines(resource), body: resource.body }));
}

function after(interim: string): Answering {
  return whereFound((resource) =>
    written({ status: 200, lines: plainLines(resource), body: resource.body, before: interim }),
  );
}

const typeLine = ({ type }: Resource): string => `Content-Type: ${type}`;
/** As latin1, a character a byte. */
const gbk = (text: string): string => iconv.encode(text, 'gbk').toString('latin1');

export const FRAMING: Group = {
  title: 'Heads and lengths',
  habits: [
    {
      what: 'Chunked together with a Content-Length: the chunks count.',
      answer: whereFound((resource) =>
        written({
          status: 200,
          lines: [...plainLines(resource), 'Transfer-Encoding: chunked'],
          body: chunked(resource.body),
        }),
      ),
      isLenient: true,
    },
    {
      what: 'Content-Length in two lines that are equal.',
      answer: withLines((resource) => [...plainLines(resource), `Content-Length: ${resource.body.length}`]),
      isLenient: true,
    },
    {
      what: 'Content-Length twice in one line, and equal.',
      answer: withLines((resource) => [
        typeLine(resource),
        `Content-Length: ${resource.body.length}, ${resource.body.length}`,
      ]),
      isLenient: true,
    },
    {
      what: 'Content-Length in two lines that differ.',
      answer: withLines((resource) => [
        ...plainLines(resource),
        `Content-Length: ${resource.body.length - 40}`,
      ]),
      ends: 'told',
    },
    {
      what: 'A header line without a colon.',
      answer: withLines((resource) => ['PoweredBy TRS WCM', ...plainLines(resource)]),
      isLenient: true,
    },
    {
      what: 'Lines of the head that end in a bare LF.',
      answer: whereFound((resource) =>
        written({ status: 200, lines: plainLines(resource), body: resource.body, end: '\n' }),
      ),
      isLenient: true,
    },
    { what: 'A 100 Continue that nobody asked for.', answer: after('HTTP/1.1 100 Continue\r\n\r\n') },
    {
      what: 'A 103 with hints before the answer.',
      answer: after('HTTP/1.1 103 Early Hints\r\nLink: </css/main.css>; rel=preload\r\n\r\n'),
    },
    {
      what: 'GBK bytes in the value of a header.',
      answer: whereFound((resource) => ok(resource, [`X-Site: ${gbk('平湖市人民政府')}`])),
    },
    {
      what: 'Neither a Content-Length nor chunks: the body ends with the connection.',
      answer: whereFound((resource) =>
        written({ status: 200, lines: [typeLine(resource)], body: resource.body, isKept: false }),
      ),
    },
  ],
};
