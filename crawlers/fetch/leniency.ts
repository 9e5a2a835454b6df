/**
 * What of an answer was not as HTTP asks, and was read all the same, because it could only mean one thing:
 * - line: a line of the head that is no header, or one that goes on over several lines
 * - lf: lines that end in a bare LF (RFC 9112, 2.2)
 * - length: a length that is announced more than once, and always the same (RFC 9110, 8.6)
 * - chunks: chunks beside a length; the chunks count (RFC 9112, 6.3)
 * - coding: a content coding that is none, such as `none` or `UTF-8`
 * - plain: a coding that is announced, but not applied
 * - packed: gzip once more than announced, of what must be text
 * - unread: the body of an error that could not be unpacked; the status says it all
 */
export type Leniency = 'line' | 'lf' | 'length' | 'chunks' | 'coding' | 'plain' | 'packed' | 'unread';
