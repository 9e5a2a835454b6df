import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { digestOf, digestSchema } from '../../src/notices/digest.js';
import {
  DINGTALK_BYTES,
  FEISHU_BYTES,
  PLAIN_BYTES,
  PRESET_RULES,
  WECOM_BYTES,
} from '../../src/notices/presets.js';
import { commitOf, night, OFFICE, openedArchive } from '../storage/builders.js';
import { ALL_CHANGES, type Answer, Clock, deskOf, FIRST, hook, ranWith, receiver } from './setup.js';

const wecomBody = z.object({ msgtype: z.literal('markdown'), markdown: z.object({ content: z.string() }) });
const dingtalkBody = z.object({
  msgtype: z.literal('markdown'),
  markdown: z.object({ title: z.string(), text: z.string() }),
});
const feishuBody = z.object({
  timestamp: z.string(),
  sign: z.string(),
  msg_type: z.literal('post'),
  content: z.object({
    post: z.object({
      zh_cn: z.object({
        title: z.string(),
        content: z.array(z.array(z.looseObject({ tag: z.string(), text: z.string() }))),
      }),
    }),
  }),
});

const OK = {
  wecom: '{"errcode":0,"errmsg":"ok"}',
  dingtalk: '{"errcode":0,"errmsg":"ok"}',
  feishu: '{"code":0,"msg":"success","data":{}}',
};
type Bot = keyof typeof OK;

async function bot(preset: Bot, answer: (before: number) => Answer, reports = 1) {
  const { archive } = await openedArchive();
  const { url, received } = await receiver(answer);
  const clock = new Clock(night(1));
  const secret = preset === 'wecom' ? {} : { secretEnv: 'SECRET' };
  const channel = { ...hook(`${url}?access_token=abc`), secretEnv: undefined, preset, ...secret };
  const notices = {
    channels: { group: JSON.parse(JSON.stringify(channel)) },
    rules: { all: { channels: ['group'], events: ALL_CHANGES } },
  };
  const desk = deskOf(archive, notices, { clock: clock.now });
  const commits = Array.from({ length: reports }, (_, n) =>
    commitOf({ report: { ...OFFICE, agency: `平湖市第${n + 1}街道办事处` }, page: `<p>${n}</p>` }),
  );
  const result = await ranWith(archive, reports === 1 ? [FIRST] : commits);
  await desk.runEnded(result.run, result);
  const notice = async () => (await archive.outbox.list({ limit: 1 }))[0];
  return { desk, clock, received, notice };
}

describe('a plain webhook', () => {
  it('gets at most 512 KB, digest included, however much a run brought', () => {
    const cell = {
      indicator: 'requests.new.total',
      label: { zh: '数量'.repeat(150), en: 'n'.repeat(300) },
      before: { value: null, reason: 'unreadable', raw: '甲'.repeat(300) },
      after: { value: null, reason: 'unreadable', raw: '乙'.repeat(300) },
    };
    const items = Array.from({ length: 300 }, (_, n) => ({
      event: 'figures_revised' as const,
      portal: 'pinghu',
      agency: `第${n}局`,
      year: 2023,
      kind: 'own' as const,
      url: `http://a.cn/${'x'.repeat(3000)}`,
      change: n,
      version: 2,
      movedFrom: null,
      cells: Array.from({ length: 12 }, () => cell),
      cellCount: 12,
      sections: [],
    }));
    const at = night(0).toISOString();
    const digest = digestOf({ about: 'run', language: 'zh', at, run: null }, items, new Map());
    const notice = { token: 't', key: 'k', digest, served: [] };
    for (const rules of Object.values(PRESET_RULES))
      expect(rules.message(notice, 's', night(0))).not.toBeNull();
    const body = PRESET_RULES.plain.message(notice, 's', night(0))?.body ?? '';
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(PLAIN_BYTES);
    const sent = z.object({ digest: digestSchema }).parse(JSON.parse(body)).digest;
    expect(sent.counts).toEqual({ figures_revised: 300 });
    expect(sent.items.length).toBeGreaterThan(20);
    expect(sent.items[0]).toMatchObject({ cellCount: 12, agency: '第0局' });
  });
});

describe('a bot of', () => {
  it('企业微信 gets Markdown of at most 4096 bytes, that says how much is left out', async () => {
    const { desk, clock, received } = await bot('wecom', () => ({ body: OK.wecom }), 150);
    expect(await desk.sendDue(clock.now())).toMatchObject({ delivered: 1 });
    const { content } = wecomBody.parse(JSON.parse(received[0]?.body ?? '')).markdown;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(WECOM_BYTES);
    expect(Buffer.byteLength(content)).toBeGreaterThan(WECOM_BYTES - 300);
    const shown = content.match(/街道办事处/g)?.length ?? 0;
    expect(content).toContain(`另有 ${150 - shown} 项未列出`);
    expect(content).toContain('首次发现 150');
  });

  it('钉钉 gets Markdown, signed in the query', async () => {
    const { desk, clock, received } = await bot('dingtalk', () => ({ body: OK.dingtalk }), 200);
    await desk.deliver(clock.now());
    const body = received[0]?.body ?? '';
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(DINGTALK_BYTES);
    expect(dingtalkBody.parse(JSON.parse(body)).markdown.title).toContain('首次发现 200');
    const query = new URL(received[0]?.path ?? '', 'http://x').searchParams;
    const time = String(night(1).getTime());
    expect(Object.fromEntries(query)).toEqual({
      access_token: 'abc',
      timestamp: time,
      sign: createHmac('sha256', 'geheim').update(`${time}\ngeheim`).digest('base64'),
    });
  });

  it('飞书 gets a post of plain texts and links, signed in the body', async () => {
    const { desk, clock, received } = await bot('feishu', () => ({ body: OK.feishu }), 200);
    await desk.deliver(clock.now());
    const body = received[0]?.body ?? '';
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(FEISHU_BYTES);
    const message = feishuBody.parse(JSON.parse(body));
    const time = String(Math.floor(night(1).getTime() / 1000));
    expect(message.timestamp).toBe(time);
    expect(message.sign).toBe(createHmac('sha256', `${time}\ngeheim`).digest('base64'));
    const nodes = message.content.post.zh_cn.content.flat();
    expect(new Set(nodes.map(({ tag }) => tag))).toEqual(new Set(['text', 'a']));
    expect(nodes.some(({ text }) => text.includes('平湖市第1街道办事处'))).toBe(true);
  });

  it.each<[Bot, string, boolean]>([
    ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', true],
    ['wecom', '{"errcode":45009,"errmsg":"api freq out of limit"}', false],
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', true],
    ['dingtalk', '{"errcode":130101,"errmsg":"send too fast"}', false],
    ['feishu', '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}', true],
    ['feishu', '{"code":11232,"msg":"frequency limited"}', false],
    ['feishu', '<html>login</html>', true],
    ['wecom', '{}', true],
  ])('%s that answers 200 with %s has not taken it', async (preset, lie, isMeant) => {
    const { desk, clock, notice } = await bot(preset, (before) => ({
      body: before === 0 ? lie : OK[preset],
    }));
    expect(await desk.sendDue(clock.now())).toMatchObject({ delivered: 0, failed: 1 });
    expect(await notice()).toMatchObject({ state: 'waiting', refusals: isMeant ? 1 : 0 });
    expect(await desk.sendDue(clock.move(isMeant ? 15 : 1))).toMatchObject({ delivered: 1 });
  });
});
