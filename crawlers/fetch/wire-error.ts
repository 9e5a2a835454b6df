import { defined } from '../../src/defined.js';
import { FetchError, failed } from './fetch-error.js';

/** What the codes of Node and undici mean, and whether the same request may work later. */
const MEANINGS: readonly (readonly [RegExp, string, boolean])[] = [
  [/^ENOTFOUND$|^EAI_/, 'the host name does not resolve', true],
  [/^ECONNREFUSED$/, 'the connection was refused', true],
  [/^ECONNRESET$|^EPIPE$|^UND_ERR_SOCKET$|^ECONNABORTED$/, 'the connection was lost', true],
  [/^ETIMEDOUT$|^UND_ERR_CONNECT_TIMEOUT$/, 'the connection timed out', true],
  [/^EHOSTUNREACH$|^ENETUNREACH$|^EADDRNOTAVAIL$/, 'the host cannot be reached', true],
  [/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, 'the body does not have the announced length', true],
  [/^UND_ERR_HEADERS_OVERFLOW$|^HPE_HEADER_OVERFLOW$/, 'the headers are too long', false],
  [/^HPE_/, 'the answer is not valid HTTP', true],
  [/^CERT_|_CERT_|^ERR_TLS|UNABLE_TO_|SELF_SIGNED|^CRL_/, 'the certificate is not valid', false],
  [/^ERR_SSL|^EPROTO$/, 'the TLS handshake failed', false],
];

/**
 * A failure of the network as a FetchError; one that is a refusal of the gate stays what it is.
 * @param status of the answer, where its head had come
 */
export function wireError(error: unknown, url: string, status: number | null = null): FetchError {
  for (const link of chain(error)) if (link instanceof FetchError) return link;
  for (const link of chain(error)) {
    const code = codeOf(link);
    const meaning = MEANINGS.find(([pattern]) => pattern.test(code));
    if (meaning !== undefined) {
      const [, text, retryable] = meaning;
      return failed(`${text} (${code})`, url, {
        retryable,
        cause: error,
        ...defined({ status: status ?? undefined }),
      });
    }
  }
  const message = error instanceof Error ? error.message : String(error);
  return failed(`the request failed: ${message}`, url, {
    cause: error,
    ...defined({ status: status ?? undefined }),
  });
}

/**
 * Does the strict client refuse the form of an answer: its head, its chunks, its length? A lenient one may make sense of
 * it.
 */
export function isRefusedForm(error: unknown): boolean {
  return chain(error).some((link) => {
    const code = codeOf(link);
    const isInterim = code === 'UND_ERR_SOCKET' && link.message === 'bad response';
    return (
      isInterim ||
      code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ||
      (/^HPE_/.test(code) && !/OVERFLOW/.test(code))
    );
  });
}

function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'HTTPParserError' ? 'HPE_INVALID' : '';
}

/** An error with its causes and, for several attempts at once, their errors. */
function chain(error: unknown, depth = 0): Error[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [error, ...inner.flatMap((cause) => chain(cause, depth + 1))];
}
