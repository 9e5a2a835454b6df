/** How each preset of a webhook puts a notice, and how its receivers answer. */
import { z } from 'zod';
import type { Preset } from '../config/settings/notice-settings.js';
import { bytesOf, linkOf } from './clean.js';
import { trimmed } from './digest.js';
import { fitted } from './fit.js';
import type { Outline } from './outline.js';
import { botMarkdown, commonMark, renderMarkdown, renderText } from './render.js';
import type { Outgoing, SendResult } from './send.js';
import { dingtalkSignature, feishuSignature, SIGNATURE_HEADER, sign } from './signature.js';

interface WebhookMessage {
  /** Added to the address's query. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface PresetRules {
  /** @param secret null where the channel has none */
  message(notice: Outgoing, secret: string | null, at: Date): WebhookMessage | null;
  /** The result stated in a 2xx answer; null if it counts as delivered. */
  judge(body: string): SendResult | null;
}

/** Bytes of `markdown.content`: https://developer.work.weixin.qq.com/document/path/91770 */
export const WECOM_BYTES = 4096;
/** Bytes of a message: https://open.dingtalk.com/document/orgapp/custom-robot-access */
export const DINGTALK_BYTES = 20_000;
/** Bytes of a request's body: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot */
export const FEISHU_BYTES = 20_000;
/** Ours, so that no receiver has to expect more. */
export const PLAIN_BYTES = 512 * 1024;

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' };

const plain: PresetRules = {
  message(notice, secret, at) {
    const { digest, token, key } = notice;
    const body = fitted(digest, token, (outline, detail) => {
      const text = JSON.stringify({
        id: token,
        key,
        about: digest.about,
        at: digest.at,
        subject: outline.title,
        text: renderText(outline),
        markdown: renderMarkdown(outline, commonMark),
        digest: trimmed(digest, detail),
      });
      return bytesOf(text) <= PLAIN_BYTES ? text : null;
    });
    if (body === null) return null;
    const signature = secret === null ? {} : { [SIGNATURE_HEADER]: sign(body, secret, at) };
    return { query: {}, headers: { ...JSON_TYPE, ...signature }, body };
  },
  judge: () => null,
};

const wecom: PresetRules = {
  message({ digest, token }) {
    return fitted(digest, token, (outline) => {
      const content = renderMarkdown(outline, botMarkdown);
      if (bytesOf(content) > WECOM_BYTES) return null;
      return jsonMessage({ msgtype: 'markdown', markdown: { content } });
    });
  },
  judge: (body) => judgeCode(body, 'errcode', 'errmsg', [-1, 45009]),
};

const dingtalk: PresetRules = {
  message({ digest, token }, secret, at) {
    return fitted(digest, token, (outline) => {
      const markdown = { title: outline.title, text: renderMarkdown(outline, botMarkdown) };
      const message = jsonMessage({ msgtype: 'markdown', markdown });
      if (bytesOf(message.body) > DINGTALK_BYTES) return null;
      return secret === null ? message : { ...message, query: dingtalkSignature(secret, at) };
    });
  },
  judge: (body) => judgeCode(body, 'errcode', 'errmsg', [-1, 130101]),
};

const feishu: PresetRules = {
  message({ digest, token }, secret, at) {
    const signature = secret === null ? {} : feishuSignature(secret, at);
    return fitted(digest, token, (outline) => {
      const post = { zh_cn: { title: outline.title, content: feishuLines(outline) } };
      const message = jsonMessage({ ...signature, msg_type: 'post', content: { post } });
      return bytesOf(message.body) <= FEISHU_BYTES ? message : null;
    });
  },
  judge: (body) => judgeCode(body, 'code', 'msg', [11232]),
};

export const PRESET_RULES: Readonly<Record<Preset, PresetRules>> = { plain, wecom, dingtalk, feishu };

function jsonMessage(value: unknown): WebhookMessage {
  return { query: {}, headers: JSON_TYPE, body: JSON.stringify(value) };
}

type FeishuNode = { tag: 'text'; text: string } | { tag: 'a'; text: string; href: string };

/** Lines of nodes, in which text is never markup. */
function feishuLines({ intro, parts, footer }: Outline): FeishuNode[][] {
  const line = (text: string): FeishuNode[] => [{ tag: 'text', text }];
  return [
    ...intro.map(line),
    ...parts.flatMap(({ heading, entries }) => [
      line(`【${heading}】`),
      ...entries.flatMap(({ text, url, lines }) => {
        const href = url === null ? null : linkOf(url);
        const head: FeishuNode[] =
          href === null ? line(`• ${text}`) : [{ tag: 'a', text: `• ${text}`, href }];
        return [head, ...lines.map((below) => line(`    ${below}`))];
      }),
    ]),
    ...footer.map(line),
  ];
}

/** Bots answer 200 to everything and say in the body whether they took it: 0 does. */
function judgeCode(
  body: string,
  codeKey: string,
  textKey: string,
  transient: readonly number[],
): SendResult | null {
  const answer = readJson(body);
  const code = answer?.[codeKey];
  if (code === 0) return null;
  if (typeof code !== 'number') {
    return {
      kind: 'failed',
      answer: 'answered 200, but not with the reply that such a bot gives',
      refused: true,
    };
  }
  const text = String(answer?.[textKey] ?? '').slice(0, 200);
  return {
    kind: 'failed',
    answer: `answered 200 with ${codeKey} ${code} (${text})`,
    refused: !transient.includes(code),
  };
}

const answerSchema = z.record(z.string(), z.unknown());

function readJson(text: string): Record<string, unknown> | null {
  try {
    return answerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
