/** Waiting that has an end. */

/** The result of waiting for work: its value, or `late`. */
export type Bounded<T> = { readonly value: T } | 'late';

/**
 * Waits for work; once the signal is aborted, for the given number of milliseconds at most.
 * @throws what the work throws
 */
export async function within<T>(
  work: Promise<T>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Bounded<T>> {
  let timer: NodeJS.Timeout | undefined;
  let begin = (): void => undefined;
  const late = new Promise<'late'>((resolve) => {
    begin = () => {
      timer = setTimeout(() => resolve('late'), milliseconds);
    };
  });
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  try {
    return await Promise.race([work.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', begin);
    // what is left behind may still fail
    work.catch(() => undefined);
  }
}
