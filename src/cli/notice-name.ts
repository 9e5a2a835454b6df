import { InvalidArgumentError } from 'commander';

/** A notice by its id in the archive, or by the UUID that its message carries. */
export type NoticeName = number | string;

const NUMBER = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Adds one more notice to those named before. @throws InvalidArgumentError */
export function parseNoticeNames(text: string, before: readonly NoticeName[] = []): readonly NoticeName[] {
  if (/^[1-9]\d{0,9}$/.test(text)) return [...before, Number(text)];
  if (NUMBER.test(text)) return [...before, text];
  throw new InvalidArgumentError('a notice is named by its ID, or by the number that its message carries');
}
