import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import { NEWS_CHANGES } from '../../src/config/settings/notice-settings.js';
import { digestSchema } from '../../src/notices/digest.js';
import type { Random } from '../../src/simulation/reports/random.js';
import type { Archive } from '../../storage/index.js';

export const SECRET_VARIABLE = 'NIANBAO_SOAK_SECRET';

const bodySchema = z.object({ id: z.string(), digest: digestSchema });

/** Takes the daemon's notices, and outlives it; on rough nights it turns some away, or breaks off. */
export class Receiver {
  readonly #server: Server;
  readonly #random: Random;
  /** How often each notice was taken, and what it told of. */
  readonly #taken = new Map<
    string,
    { times: number; counts: Readonly<Record<string, number | undefined>> }
  >();
  isRough = true;
  turnedAway = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const dice = this.isRough ? this.#random.between(1, 100) : 100;
        if (dice <= 40) {
          this.turnedAway += 1;
          if (dice <= 10) response.destroy();
          else response.writeHead(dice <= 25 ? 503 : 429).end();
          return;
        }
        const { id, digest } = bodySchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        this.#taken.set(id, { times: (this.#taken.get(id)?.times ?? 0) + 1, counts: digest.counts });
        response.writeHead(204).end();
      });
    });
  }

  /** @returns the part of nianbao.yaml that sends everything here */
  async start(): Promise<Readonly<Record<string, unknown>>> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
    return {
      channels: {
        soak: {
          kind: 'webhook',
          url: `http://127.0.0.1:${address.port}/`,
          secretEnv: SECRET_VARIABLE,
          allowPrivate: true,
        },
      },
      rules: { all: { channels: ['soak'], events: [...NEWS_CHANGES] } },
    };
  }

  get received(): number {
    return this.#taken.size;
  }

  /** Notices that came more than once, and changes of the archive that were told of too often or too seldom. */
  async faults(archive: Archive): Promise<number> {
    const doubled = [...this.#taken.values()].reduce((sum, { times }) => sum + times - 1, 0);
    const changes = await archive.changes({});
    const wrong = NEWS_CHANGES.map((kind) => {
      const happened = changes.filter((change) => change.kind === kind && change.run !== null).length;
      const told = [...this.#taken.values()].reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0);
      if (happened !== told) console.log(`${kind}: ${happened} happened, ${told} were told of`);
      return Math.abs(happened - told);
    });
    if (doubled > 0) console.log(`${doubled} notices came again`);
    return wrong.reduce((sum, count) => sum + count, doubled);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
