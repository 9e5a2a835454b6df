/** What servers make of conditional requests (RFC 9110, 13.1 and 15.4.5). */
import { type Answering, type Group, PATIENCE, whereFound } from '../habit.js';
import { notModified, ok, tagOf } from '../reply.js';
import type { Request } from '../server.js';
import type { Resource } from '../shelf.js';

const PUBLISHED = new Date(Date.UTC(2024, 0, 20, 8));

const asked = (request: Request): string | undefined => request.headers.get('if-none-match');

/** A server that sends this tag, and 304 with these lines to whoever sends one that `matches`. */
function tagging(
  tag: (resource: Resource) => string,
  {
    matches = (sent: string, own: string) => sent === own,
    lines = (resource: Resource): readonly string[] => [`ETag: ${tag(resource)}`],
    isKept = true,
  } = {},
): Answering {
  return whereFound((resource, request) => {
    const sent = asked(request);
    return sent !== undefined && matches(sent, tag(resource))
      ? notModified(lines(resource), isKept)
      : ok(resource, [`ETag: ${tag(resource)}`]);
  });
}

const quoted = (resource: Resource): string => `"${tagOf(resource)}"`;
const withLength = (resource: Resource): readonly string[] => [
  `Content-Type: ${resource.type}`,
  `Content-Length: ${resource.body.length}`,
  `ETag: ${quoted(resource)}`,
];

const future = (resource: Resource): string =>
  new Date(Date.UTC(2031, 0, 1) + Number.parseInt(tagOf(resource).slice(0, 5), 16) * 1000).toUTCString();

export const CONDITIONS: Group = {
  title: 'Conditional requests',
  habits: [
    {
      what: '304 with the Content-Length of the body that it does not send, on a connection that is kept.',
      answer: tagging(quoted, { lines: withLength }),
      saves: true,
    },
    {
      what: '304 with the Content-Length of the body that it does not send, and the connection is closed.',
      answer: tagging(quoted, { lines: withLength, isKept: false }),
      saves: true,
    },
    {
      what: '304 to any If-None-Match, with the ETag of what stands there now.',
      answer: tagging(quoted, { matches: () => true }),
    },
    {
      what: '304 to any If-None-Match, without an ETag.',
      answer: tagging(quoted, { matches: () => true, lines: () => [] }),
      by: 1 + PATIENCE,
    },
    {
      what: '304 to any If-None-Match, with the ETag that was asked for.',
      answer: whereFound((resource, request) => {
        const sent = asked(request);
        return sent === undefined
          ? ok(resource, [`ETag: ${quoted(resource)}`])
          : notModified([`ETag: ${sent}`]);
      }),
      by: 1 + PATIENCE,
    },
    {
      what: '304 to any If-Modified-Since, without an ETag.',
      answer: whereFound((resource, request) => {
        const line = `Last-Modified: ${PUBLISHED.toUTCString()}`;
        return request.headers.has('if-modified-since') ? notModified([line]) : ok(resource, [line]);
      }),
      by: 1 + PATIENCE,
    },
    {
      what: 'An ETag that ends in `-gzip`, which the server does not know again.',
      answer: tagging((resource) => `"${tagOf(resource)}-gzip"`, { matches: () => false }),
    },
    {
      what: 'An ETag that ends in `-gzip`, and a 304 that names it without that end.',
      answer: tagging((resource) => `"${tagOf(resource)}-gzip"`, {
        lines: (resource) => [`ETag: ${quoted(resource)}`],
      }),
    },
    {
      what: 'A weak ETag.',
      answer: tagging((resource) => `W/${quoted(resource)}`),
      saves: true,
    },
    {
      what: 'A strong ETag, and a 304 that calls it weak.',
      answer: tagging(quoted, { lines: (resource) => [`ETag: W/${quoted(resource)}`] }),
      saves: true,
    },
    {
      what: 'An ETag without quotes, known again only as it was sent.',
      answer: tagging(tagOf),
      saves: true,
    },
    {
      what: 'A Last-Modified in the future that changes with the page.',
      answer: whereFound((resource, request) => {
        const line = `Last-Modified: ${future(resource)}`;
        const isSame = request.headers.get('if-modified-since') === future(resource);
        return isSame ? notModified([line]) : ok(resource, [line]);
      }),
    },
    {
      what: 'A Last-Modified in the future, and 304 until then.',
      answer: whereFound((resource, request) => {
        const line = `Last-Modified: ${new Date(Date.UTC(2031, 0, 1)).toUTCString()}`;
        const since = Date.parse(request.headers.get('if-modified-since') ?? '');
        return since >= Date.now() ? notModified([line]) : ok(resource, [line]);
      }),
    },
    {
      what: 'A Last-Modified that is no date.',
      answer: whereFound((resource) =>
        ok(resource, ['Last-Modified: 2024年1月20日'.replace(/[^ -~]/g, '?')]),
      ),
    },
  ],
};
