import { randomUUID } from 'node:crypto';
import type { NoticeSettings } from '../config/settings/notice-settings.js';
import type { Post } from '../post.js';
import { type Digest, digestOf, type Item } from './digest.js';
import { mailSender } from './mail.js';
import type { Outgoing, Send } from './send.js';
import { webhookSender } from './webhook.js';

export interface SenderParts {
  readonly post: Post;
  /** For secrets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
  /** A certificate in PEM that mail servers are trusted by beside the usual ones: for tests. */
  readonly ca?: string;
}

/** What sends through a channel; null where the configuration has no such channel. */
export function senderOf(name: string, settings: NoticeSettings, parts: SenderParts): Send | null {
  const channel = Object.hasOwn(settings.channels, name) ? settings.channels[name] : undefined;
  if (channel === undefined) return null;
  if (channel.kind === 'webhook') return webhookSender(channel, parts);
  return mailSender(channel, { ...parts, milliseconds: settings.timeout * 1000 });
}

/** A made-up notice, to try a channel with; each has a token of its own. */
export function sampleNotice(channel: string, language: Digest['language'], at: Date): Outgoing {
  const portal = language === 'zh' ? '示例网站' : 'example portal';
  const sample: Item = {
    event: 'figures_revised',
    portal: 'example',
    agency: '示例机关',
    year: 2023,
    kind: 'own',
    url: 'https://www.example.com/report.html',
    change: 0,
    version: 2,
    movedFrom: null,
    cells: [
      {
        indicator: 'requests.new.total',
        label: { zh: '本年新收政府信息公开申请数量 / 总计', en: 'new requests, total' },
        before: { value: 4, reason: null, raw: '4' },
        after: { value: 5, reason: null, raw: '5' },
      },
    ],
    cellCount: 1,
    sections: [1],
  };
  const head = { about: 'test' as const, language, at: at.toISOString(), run: null };
  const digest = digestOf(head, [sample], new Map([['example', portal]]));
  return { token: randomUUID(), key: `test/channel:${channel}`, digest, served: [] };
}
