import type { WebhookChannel } from '../config/settings/notice-settings.js';
import type { Post, PostResult } from '../post.js';
import { oneLine } from './clean.js';
import { PRESET_RULES } from './presets.js';
import type { Outgoing, Send, SendResult } from './send.js';

export interface WebhookParts {
  readonly post: Post;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
}

/** Answers 4xx that may pass: RFC 9110 15.5.9, RFC 8470 5.2, RFC 6585 4. */
const PASSING = new Set([408, 425, 429]);
const MOST_RETRY_AFTER = 6 * 3600;

/** A channel that posts JSON. */
export function webhookSender(channel: WebhookChannel, parts: WebhookParts): Send {
  return async (notice) => {
    const url = resolved(channel.url, channel.urlEnv, parts.env);
    if ('missing' in url) return missing(url.missing);
    const secret = channel.secretEnv === undefined ? null : resolved(undefined, channel.secretEnv, parts.env);
    if (secret !== null && 'missing' in secret) return missing(secret.missing);
    if (!URL.canParse(url.value)) {
      return { kind: 'failed', answer: `${channel.urlEnv ?? 'url'} holds no address`, refused: true };
    }
    return send(channel, notice, new URL(url.value), secret?.value ?? null, parts);
  };
}

async function send(
  channel: WebhookChannel,
  notice: Outgoing,
  url: URL,
  secret: string | null,
  parts: WebhookParts,
): Promise<SendResult> {
  const rules = PRESET_RULES[channel.preset];
  const message = rules.message(notice, secret, parts.clock());
  if (message === null)
    return { kind: 'failed', answer: 'the notice is too large for the channel', refused: true };
  for (const [name, value] of Object.entries(message.query)) url.searchParams.set(name, value);
  const result = await parts.post({
    url: url.href,
    headers: { ...message.headers, 'Idempotency-Key': notice.token },
    body: message.body,
    allowPrivate: channel.allowPrivate,
  });
  return judged(result, rules.judge, parts.clock());
}

function judged(result: PostResult, judge: (body: string) => SendResult | null, now: Date): SendResult {
  if (result.kind !== 'answer') {
    return { kind: 'failed', answer: result.reason, refused: result.kind === 'refused' };
  }
  const { status, body, headers } = result;
  if (status >= 200 && status < 300)
    return judge(body) ?? { kind: 'delivered', answer: `answered ${status}` };
  const text = oneLine(body.replace(/<[^>]*>/g, ' ')).slice(0, 200);
  const answer = `answered ${status}${text === '' ? '' : `: ${text}`}`;
  const wait = secondsOf(headers['retry-after'] ?? '', now);
  return {
    kind: 'failed',
    answer: status >= 300 && status < 400 ? `answered ${status}: redirects are not followed` : answer,
    refused: status >= 300 && status < 500 && !PASSING.has(status),
    ...(wait === null ? {} : { retryAfterSeconds: wait }),
  };
}

/** Retry-After, in seconds or as a date (RFC 9110 10.2.3); null where it says neither. */
function secondsOf(header: string, now: Date): number | null {
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), MOST_RETRY_AFTER) : null;
}

/** A value given outright or by the name of an environment variable. */
export function resolved(
  value: string | undefined,
  variable: string | undefined,
  env: WebhookParts['env'],
): { readonly value: string } | { readonly missing: string } {
  if (value !== undefined) return { value };
  const found = variable === undefined ? undefined : env[variable];
  return found === undefined || found === '' ? { missing: variable ?? '' } : { value: found };
}

/** Not the receiver's doing: another process may have the variable. */
export function missing(variable: string): SendResult {
  return { kind: 'failed', answer: `the environment variable ${variable} is not set`, refused: false };
}
