import { InvalidArgumentError } from 'commander';

/** A whole number of 1 or more, as an option. */
export function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d{1,9}$/.test(text) || number < 1 || number > most) {
      throw new InvalidArgumentError(`it must be a whole number from 1 to ${most}`);
    }
    return number;
  };
}

/** Gathers an option that may be given several times. */
export function gather(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
