import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startWatchServer, type Watched } from '../../src/schedule/http.js';
import { DaemonMetrics, ruleFamily } from '../../src/schedule/metrics.js';
import { trial } from './helpers.js';

const metrics = new DaemonMetrics();
const WELL: Watched = {
  unhealthy: () => null,
  unready: () => [],
  metricsText: () =>
    metrics.text({
      isHarvesting: false,
      isReady: true,
      next: [{ portal: 'pinghu', at: new Date('2024-02-01T18:30:00Z') }],
    }),
};

async function serverOf(watched: Watched | null): Promise<string> {
  const server = await startWatchServer({ host: '127.0.0.1', port: 0 }, metrics.contentType, () => watched);
  onTestFinished(() => server.close());
  return server.address;
}

async function ask(url: string, method = 'GET') {
  const response = await fetch(url, { method });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe('over HTTP', () => {
  it('a daemon that is well says so', async () => {
    const address = await serverOf(WELL);
    for (const path of ['/healthz', '/readyz'])
      expect(await ask(address + path)).toMatchObject({ status: 200, text: 'ok\n' });
  });

  it('one that is not says why, with 503', async () => {
    const address = await serverOf({
      ...WELL,
      unhealthy: () => 'stuck',
      unready: () => ['no space', 'broken'],
    });
    expect(await ask(`${address}/healthz`)).toMatchObject({ status: 503, text: 'stuck\n' });
    expect(await ask(`${address}/readyz`)).toMatchObject({ status: 503, text: 'no space\nbroken\n' });
  });

  it('one that is only starting is alive, and not ready', async () => {
    const address = await serverOf(null);
    expect((await ask(`${address}/healthz`)).status).toBe(200);
    expect((await ask(`${address}/readyz`)).status).toBe(503);
  });

  it('there is nothing else, and nothing to write', async () => {
    const address = await serverOf(WELL);
    expect((await ask(`${address}/`)).status).toBe(404);
    expect((await ask(`${address}/metrics/../../etc/passwd`)).status).toBe(404);
    const post = await ask(`${address}/metrics`, 'POST');
    expect(post.status).toBe(405);
    expect(post.headers.get('allow')).toBe('GET, HEAD');
    expect(await ask(`${address}/metrics`, 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  it('a request with huge headers is refused', async () => {
    const address = await serverOf(WELL);
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${address}/healthz`, { headers: { 'x-big': 'x'.repeat(9000) } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(431);
  });

  it('what is no HTTP does not hurt', async () => {
    const address = await serverOf(WELL);
    const { port } = new URL(address);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('\u0000\u0001 nonsense\r\n\r\n'));
      socket.on('data', () => undefined);
      socket.on('close', () => resolve());
      socket.on('error', () => undefined);
    });
    expect((await ask(`${address}/healthz`)).status).toBe(200);
  });

  it('a port that is taken is told', async () => {
    const { port } = new URL(await serverOf(WELL));
    const second = startWatchServer({ host: '127.0.0.1', port: Number(port) }, '', () => null);
    await expect(second).rejects.toMatchObject({
      code: 'port_taken',
      message: expect.stringContaining(port),
    });
  });
});

/** `name{label="value"} 1` of Prometheus' text format, each line either that or a comment. */
function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const [, name, value] =
      /^([a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})?) (-?[\d.e+]+|NaN|\+Inf)$/i.exec(line) ?? [];
    if (name === undefined) throw new Error(`not a sample: ${line}`);
    samples.set(name, Number(value));
  }
  return samples;
}

describe('the metrics', () => {
  it('count what the archive counts, with every outcome and kind from the start', async () => {
    const counted = new DaemonMetrics();
    const totals = {
      runs: { done: 3, partial: 1, interrupted: 2 },
      captures: { new: 5, not_modified: 70 },
      changes: { first_seen: 5 },
      fetchedBytes: 12_345,
      reports: 5,
      findings: {
        'requests.balance.total': 2,
        'requests.balance.business': 1,
        'narrative.requests.new.total': 4,
      },
      lastSuccess: new Map([['pinghu', new Date('2024-02-01T18:31:00Z')]]),
    };
    counted.take(totals);
    counted.take(totals);
    const text = await counted.text({
      isHarvesting: true,
      isReady: false,
      next: [{ portal: 'pinghu', at: new Date(1000) }],
    });
    const samples = samplesOf(text);
    expect(samples.get('nianbao_runs_total{outcome="done"}')).toBe(3);
    expect(samples.get('nianbao_runs_total{outcome="failed"}')).toBe(0);
    expect(samples.has('nianbao_runs_total{outcome="interrupted"}')).toBe(false);
    expect(samples.get('nianbao_captures_total{outcome="not_modified"}')).toBe(70);
    expect(samples.get('nianbao_changes_total{kind="withdrawn"}')).toBe(0);
    expect(samples.get('nianbao_findings{rule="requests.balance"}')).toBe(3);
    expect(samples.get('nianbao_findings{rule="narrative"}')).toBe(4);
    expect(samples.get('nianbao_fetched_bytes_total')).toBe(12_345);
    expect(samples.get('nianbao_last_success_timestamp_seconds{portal="pinghu"}')).toBe(1_706_812_260);
    expect(samples.get('nianbao_next_run_timestamp_seconds{portal="pinghu"}')).toBe(1);
    expect(samples.get('nianbao_harvesting')).toBe(1);
    expect(samples.get('nianbao_ready')).toBe(0);
  });

  it('have a help and a type each', async () => {
    const text = await WELL.metricsText();
    const names = new Set(
      [...samplesOf(text).keys()].map((name) => name.replace(/\{.*|_(?:bucket|sum|count)(?=\{|$)/g, '')),
    );
    for (const name of names) {
      expect(text).toMatch(new RegExp(`^# HELP ${name} .+$`, 'm'));
      expect(text).toMatch(new RegExp(`^# TYPE ${name} (?:counter|gauge|histogram)$`, 'm'));
    }
  });

  it('name families of rules, not one for each indicator', () => {
    expect(ruleFamily('narrative.requests.new.total')).toBe('narrative');
    expect(ruleFamily('requests.row_sum.refused.state_secret')).toBe('requests.row_sum');
    expect(ruleFamily('cell.missing')).toBe('cell.missing');
  });

  it('follow a daemon through its nights', async () => {
    const night = trial('2024-02-01T20:00:00Z', { schedule: { jitter: 0 } });
    await night.until('2024-02-02T12:00:00Z');
    const samples = samplesOf(await night.daemon.metricsText());
    expect(samples.get('nianbao_run_seconds_count')).toBe(1);
    expect(samples.get('nianbao_next_run_timestamp_seconds{portal="pinghu"}')).toBe(
      Date.parse('2024-02-02T18:30:00Z') / 1000,
    );
  });
});
