import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { MailChannel } from '../config/settings/notice-settings.js';
import { defined } from '../defined.js';
import { oneLine } from './clean.js';
import { outlineOf } from './outline.js';
import { renderHtml, renderText } from './render.js';
import type { Outgoing, Send, SendResult } from './send.js';
import { missing, resolved, type WebhookParts } from './webhook.js';

export interface MailParts extends Pick<WebhookParts, 'env' | 'clock'> {
  readonly milliseconds: number;
  /** A certificate in PEM that is trusted beside the usual ones: for tests. */
  readonly ca?: string;
}

const PORTS = { tls: 465, starttls: 587, none: 25 } as const;

/** What nodemailer throws if the server accepted no recipient, or failed earlier. */
const failureSchema = z.object({
  message: z.string(),
  code: z.string().optional(),
  permanent: z.boolean().optional(),
});

/**
 * A channel that sends e-mail, one message to all its recipients. A recipient whom the server turns away is tried
 * again alone: the others, who have it, are not sent it twice.
 */
export function mailSender(channel: MailChannel, parts: MailParts): Send {
  return async (notice) => {
    const password =
      channel.passwordEnv === undefined ? null : resolved(undefined, channel.passwordEnv, parts.env);
    if (password !== null && 'missing' in password) return missing(password.missing);
    const left = channel.to.filter((address) => !notice.served.includes(address));
    if (left.length === 0) return { kind: 'delivered', answer: 'accepted for all recipients' };
    const transport = createTransport({
      host: channel.host,
      port: channel.port ?? PORTS[channel.security],
      secure: channel.security === 'tls',
      requireTLS: channel.security === 'starttls',
      ignoreTLS: channel.security === 'none',
      ...(channel.user === undefined || password === null
        ? {}
        : { auth: { user: channel.user, pass: password.value } }),
      ...defined({ tls: parts.ca === undefined ? undefined : { ca: parts.ca } }),
      connectionTimeout: parts.milliseconds,
      greetingTimeout: parts.milliseconds,
      socketTimeout: parts.milliseconds,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const info = await transport.sendMail(messageOf(notice, channel, parts.clock()));
      const isMeant = (info.rejectedErrors ?? []).every(({ permanent }) => permanent === true);
      return outcome(notice, left, info.rejected.map(String), oneLine(info.response), isMeant);
    } catch (error) {
      return failure(error);
    } finally {
      transport.close();
    }
  };

  function messageOf(notice: Outgoing, { from, to, language }: MailChannel, now: Date) {
    const outline = outlineOf(notice.digest, notice.token);
    const envelopeTo = to.filter((address) => !notice.served.includes(address));
    return {
      from: { name: 'nianbao 年报', address: from },
      to: [...to],
      envelope: { from, to: envelopeTo },
      subject: outline.title,
      text: renderText(outline),
      html: renderHtml(outline, language),
      date: now,
      messageId: messageIdOf(notice.token, from),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Nianbao-Key': encodeURI(notice.key) },
    };
  }
}

/** The same in every try, so that mail servers and readers tell a repetition (RFC 5322, 3.6.4). */
function messageIdOf(token: string, from: string): string {
  return `<${token}.nianbao@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

function outcome(
  notice: Outgoing,
  tried: readonly string[],
  rejected: readonly string[],
  response: string,
  isMeant: boolean,
): SendResult {
  if (rejected.length === 0) return { kind: 'delivered', answer: response.slice(0, 200) };
  const accepted = tried.filter((address) => !rejected.includes(address));
  return {
    kind: 'failed',
    answer: `the server turned away ${rejected.join(', ')}; the others have it`.slice(0, 500),
    refused: isMeant,
    served: [...notice.served, ...accepted],
  };
}

function failure(error: unknown): SendResult {
  const read = failureSchema.safeParse(error);
  if (!read.success) return { kind: 'failed', answer: oneLine(String(error)).slice(0, 300), refused: false };
  const { message, code, permanent = false } = read.data;
  if (code === 'ETIMEDOUT') {
    return { kind: 'failed', answer: 'the mail server did not answer in time', refused: false };
  }
  return { kind: 'failed', answer: oneLine(message).slice(0, 300), refused: permanent };
}
