/**
 * Works on several items at once, and gives what came of them in the items' order. Where an item fails, or nobody wants more,
 * it ends once what is under way has ended.
 *
 * @param most items taken and not yet given, so that memory stays bounded
 * @throws what `work` throws, in the item's turn
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  most: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // an error is thrown in its turn, which may come later
      result.catch(() => undefined);
      running.push(result);
      if (running.length >= most) yield* next(running);
    }
    while (running.length > 0) yield* next(running);
  } finally {
    await Promise.allSettled(running);
  }
}

async function* next<Result>(running: Promise<Result>[]): AsyncGenerator<Result> {
  const first = running.shift();
  if (first !== undefined) yield await first;
}
