const HIDDEN = '[hidden]';
const NAMES =
  '(?:authorization|proxy-authorization|cookie|set-cookie|password|passwd|pass|secret|token|access_token|api_?key)';

/**
 * What must not be logged: the credentials in addresses, tokens in their parameters and, where a webhook is known to
 * carry its token in the path (Feishu, Slack), that path; authorization headers, and values of JSON keys that are
 * named like secrets.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@"\\]+@/gi, `$1${HIDDEN}@`],
  [
    /([?&](?:access_?token|token|key|api_?key|secret|sign|signature|password|passwd|auth)=)[^&\s"'\\#]+/gi,
    `$1${HIDDEN}`,
  ],
  [
    /(hooks\.slack\.com\/services\/|\/open-apis\/bot\/v\d+\/hook\/|\/webhooks?\/)[^\s"'\\?#]+/gi,
    `$1${HIDDEN}`,
  ],
  [/\b(bearer|basic)\s+[a-z0-9+/=._~-]{6,}/gi, `$1 ${HIDDEN}`],
  // a value of JSON, and of JSON within JSON
  [new RegExp(`("${NAMES}"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`(\\\\"${NAMES}\\\\"\\s*:\\s*\\\\")(?:[^"\\\\]|\\\\\\\\.)*`, 'gi'), `$1${HIDDEN}`],
];

/** The text without its secrets. */
export function redact(text: string): string {
  return SECRETS.reduce((clean, [pattern, put]) => clean.replace(pattern, put), text);
}
