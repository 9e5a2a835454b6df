/** What a channel has to send, and its result. */
import type { Digest } from './digest.js';

export interface Outgoing {
  /** The same in every try. */
  readonly token: string;
  readonly key: string;
  readonly digest: Digest;
  /** Recipients who have it already. */
  readonly served: readonly string[];
}

export type SendResult =
  | { readonly kind: 'delivered'; readonly answer: string }
  | {
      readonly kind: 'failed';
      /** One line, without addresses or secrets of the channel. */
      readonly answer: string;
      /** Did the receiver mean it, so that trying again is of little use? */
      readonly refused: boolean;
      /** How long the receiver asked to wait. */
      readonly retryAfterSeconds?: number;
      /** Recipients who have received it now; if missing, nobody new has. */
      readonly served?: readonly string[];
    };

/** Sends a notice through one channel, and throws nothing. */
export type Send = (notice: Outgoing) => Promise<SendResult>;
