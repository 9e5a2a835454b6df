import { describe, expect, it } from 'vitest';
import { inOrder } from '../src/in-order.js';

/** Work that ends when it is told to, in any order. */
class Desk {
  readonly begun: number[] = [];
  readonly #ends = new Map<number, { resolve: (n: number) => void; reject: (error: Error) => void }>();

  readonly work = (item: number): Promise<number> => {
    this.begun.push(item);
    return new Promise((resolve, reject) => this.#ends.set(item, { resolve, reject }));
  };

  end(...items: number[]): void {
    for (const item of items) this.#ends.get(item)?.resolve(item * 10);
  }

  fail(item: number): void {
    this.#ends.get(item)?.reject(new Error(`item ${item}`));
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('work on several items at once', () => {
  it('gives what came of them in their order, whichever ends first', async () => {
    const desk = new Desk();
    const results = inOrder([1, 2, 3], 3, desk.work);
    const first = results.next();
    await turn();
    desk.end(3, 2);
    await turn();
    desk.end(1);
    expect([await first, await results.next(), await results.next()].map(({ value }) => value)).toEqual([
      10, 20, 30,
    ]);
    expect((await results.next()).done).toBe(true);
  });

  it('takes no more items than may be under way', async () => {
    const desk = new Desk();
    const results = inOrder([1, 2, 3, 4], 2, desk.work);
    const first = results.next();
    await turn();
    expect(desk.begun).toEqual([1, 2]);
    desk.end(1, 2);
    await first;
    void results.next();
    await turn();
    expect(desk.begun).toEqual([1, 2, 3]);
  });

  it('throws an error in the turn of its item, once what is under way has ended', async () => {
    const desk = new Desk();
    const results = inOrder([1, 2, 3], 3, desk.work);
    const first = results.next();
    await turn();
    desk.fail(2);
    desk.end(1);
    expect((await first).value).toBe(10);
    let isOver = false;
    const second = results.next().finally(() => {
      isOver = true;
    });
    await turn();
    expect(isOver).toBe(false);
    desk.end(3);
    await expect(second).rejects.toThrow('item 2');
  });

  it('ends after what is under way where nobody wants more', async () => {
    const desk = new Desk();
    const results = inOrder([1, 2, 3], 2, desk.work);
    const first = results.next();
    await turn();
    desk.end(1);
    await first;
    let isOver = false;
    const end = results.return(undefined).finally(() => {
      isOver = true;
    });
    await turn();
    expect(isOver).toBe(false);
    desk.end(2);
    await end;
    expect(desk.begun).toEqual([1, 2]);
  });
});
