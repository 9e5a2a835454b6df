import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defined } from '../../src/defined.js';
import { packagePlace } from '../../src/place/package.js';
import { night, openedArchive } from '../storage/builders.js';
import { ALL_CHANGES, Clock, deskOf, FIRST, portOf, REVISED, ranWith } from './setup.js';

const tls = (name: string): string =>
  readFileSync(join(packagePlace().root, 'test/fixtures/tls', name), 'utf8');

interface Mail {
  readonly recipients: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
  readonly user: unknown;
}

/** An SMTP server on loopback, and the mails that it took. */
async function mailServer(options: Partial<SMTPServerOptions> = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    key: tls('key.pem'),
    cert: tls('certificate.pem'),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
          user: session.user,
        });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  const { port } = portOf(server.server.address());
  return { port, mails };
}

/** An archive in which one run revised a figure, and a desk that mails it. */
async function office(channel: Record<string, unknown>, ca?: string, timeout = 30) {
  const { archive } = await openedArchive();
  const clock = new Clock(night(1));
  const notices = {
    timeout,
    channels: {
      post: {
        kind: 'mail',
        host: '127.0.0.1',
        from: 'nianbao@example.cn',
        to: ['audit@example.cn', 'press@example.cn'],
        security: 'none',
        ...channel,
      },
    },
    rules: { all: { channels: ['post'], events: ALL_CHANGES } },
  };
  const desk = deskOf(archive, notices, {
    clock: clock.now,
    env: { PASSWORD: 'geheim' },
    ...defined({ ca }),
  });
  const result = await ranWith(archive, [FIRST, REVISED]);
  await desk.runEnded(result.run, result);
  const notice = async () => (await archive.outbox.list({ limit: 1 }))[0];
  return { clock, desk, notice };
}

describe('a mail channel', () => {
  it('mails one digest to all recipients, as text and as HTML, under a Message-ID of the notice', async () => {
    const { port, mails } = await mailServer({ disabledCommands: ['AUTH', 'STARTTLS'] });
    const { clock, desk, notice } = await office({ port });
    await desk.deliver(clock.now());
    expect(mails.map(({ recipients }) => recipients)).toEqual([['audit@example.cn', 'press@example.cn']]);
    const mail = await PostalMime.parse(mails[0]?.raw ?? '');
    expect(mail.subject).toBe('年报监测 第1次采集：数据修订 1、首次发现 1');
    expect(mail.from).toEqual({ name: 'nianbao 年报', address: 'nianbao@example.cn' });
    expect(mail.text).toContain('本年新收政府信息公开申请数量 / 总计：4 → 「—」(横线)');
    expect(mail.html).toContain('<li>本年新收政府信息公开申请数量 / 总计：4 → 「—」(横线)</li>');
    const sent = await notice();
    expect(mail.messageId).toBe(`<${sent?.token}.nianbao@example.cn>`);
    expect(sent).toMatchObject({ state: 'delivered', tries: 1 });
  });

  it('logs in after STARTTLS, with the password from the environment', async () => {
    const { port, mails } = await mailServer({
      authOptional: false,
      onAuth: ({ username, password }, _, callback) =>
        password === 'geheim' ? callback(null, { user: username }) : callback(new Error('wrong')),
    });
    const login = { port, host: 'localhost', security: 'starttls', user: 'nianbao', passwordEnv: 'PASSWORD' };
    const { clock, desk } = await office(login, tls('certificate.pem'));
    expect(await desk.sendDue(clock.now())).toMatchObject({ delivered: 1 });
    expect(mails).toMatchObject([{ secure: true, user: 'nianbao' }]);
  });

  it.each([
    ['whose certificate nobody vouches for', {}, undefined, /certificate/i],
    [
      'that offers no STARTTLS',
      { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] },
      tls('certificate.pem'),
      /./,
    ],
  ])('hands nothing to a server %s', async (_, options, ca, answer) => {
    const { port, mails } = await mailServer(options);
    const { clock, desk, notice } = await office({ port, host: 'localhost', security: 'starttls' }, ca);
    expect(await desk.sendDue(clock.now())).toMatchObject({ failed: 1 });
    expect(mails).toEqual([]);
    expect((await notice())?.answer).toMatch(answer);
  });

  it('mails again under the same Message-ID where the server failed at first', async () => {
    let before = 0;
    const { port, mails } = await mailServer({
      onMailFrom: (_, __, callback) =>
        before++ === 0
          ? callback(Object.assign(new Error('greylisted, come back'), { responseCode: 451 }))
          : callback(),
    });
    const { clock, desk, notice } = await office({ port });
    expect(await desk.sendDue(clock.now())).toMatchObject({ failed: 1 });
    expect(await notice()).toMatchObject({ refusals: 0, answer: expect.stringContaining('greylisted') });
    expect(await desk.sendDue(clock.move(2))).toMatchObject({ delivered: 1 });
    expect(mails[0]?.raw).toContain(`<${(await notice())?.token}.nianbao@example.cn>`);
  });

  it('takes a refusal with 5xx for meant', async () => {
    const { port } = await mailServer({
      onMailFrom: (_, __, callback) =>
        callback(Object.assign(new Error('no relaying'), { responseCode: 554 })),
    });
    const { clock, desk, notice } = await office({ port });
    await desk.deliver(clock.now());
    expect(await notice()).toMatchObject({ state: 'waiting', refusals: 1 });
  });

  it('mails a recipient who was turned away again, and nobody who has it', async () => {
    let before = 0;
    const { port, mails } = await mailServer({
      onRcptTo: ({ address }, _, callback) =>
        address.startsWith('press') && before++ === 0
          ? callback(Object.assign(new Error('mailbox busy'), { responseCode: 450 }))
          : callback(),
    });
    const { clock, desk, notice } = await office({ port });
    expect(await desk.sendDue(clock.now())).toMatchObject({ failed: 1 });
    expect(await notice()).toMatchObject({ state: 'waiting', served: ['audit@example.cn'], refusals: 0 });
    expect(await desk.sendDue(clock.move(2))).toMatchObject({ delivered: 1 });
    expect(mails.map(({ recipients }) => recipients)).toEqual([['audit@example.cn'], ['press@example.cn']]);
  });

  it('is given up where nobody listens for days', async () => {
    const { port } = await mailServer();
    const { clock, desk, notice } = await office({ port: port === 1 ? 2 : 1 });
    for (let days = 0; days < 10; days++) await desk.deliver(clock.move(24 * 60));
    expect(await notice()).toMatchObject({
      state: 'failed',
      answer: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
    const { clock, desk, notice } = await office({ port: portOf(server.address()).port }, undefined, 1);
    expect(await desk.sendDue(clock.now())).toMatchObject({ failed: 1 });
    expect(await notice()).toMatchObject({ refusals: 0, answer: expect.stringContaining('in time') });
  });
});
