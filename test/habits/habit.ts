/** A habit of servers, and how it ends for the archive. */
import { ok, written } from './reply.js';
import type { Reply, Request } from './server.js';
import type { Reports, Resource, Shelf } from './shelf.js';

/**
 * - seen: every night is read without a problem; the revision is seen on the second night, or by the night that the
 *   habit names (`by`)
 * - told: nobody can tell what the answers mean. The habit begins with the second night, which ends with a problem in
 *   its record and loses nothing; the revision is seen on the third at the latest, when the habit is over
 * - kept: the report is in a format that nothing reads. It is kept, and its revision is seen as another file
 */
type Ending = 'seen' | 'told' | 'kept';

/** How the server answers for what stands at an address; null where nothing does. */
export type Answering = (request: Request, resource: Resource | null) => Reply;

export interface Habit {
  readonly what: string;
  readonly ends?: Ending;
  /** Puts the portal's pages on the shelf; done again for the revision. By default a plain list of three pages. */
  readonly pages?: (shelf: Shelf, reports: Reports) => void;
  readonly answer?: Answering;
  /** The night by which the revision is seen at the latest, where it is not the usual one. */
  readonly by?: number;
  /** Does every 304 of the server's mean that nothing changed? By default, nobody counts them. */
  readonly saves?: true;
  /** Is what is read kept under the mark that the answer was not as the standard asks? By default, nobody asks. */
  readonly isLenient?: true;
}

export interface Group {
  readonly title: string;
  readonly habits: readonly Habit[];
}

/** As servers without habits answer, and without validators. */
export function plainAnswer(_request: Request, resource: Resource | null): Reply {
  return resource === null ? missing() : ok(resource);
}

export function missing(): Reply {
  const body = Buffer.from('<html><head><title>404</title></head><body><h1>Not Found</h1></body></html>');
  return written({ status: 404, lines: ['Content-Type: text/html', `Content-Length: ${body.length}`], body });
}

/** The habit shows wherever there is something to show. */
export function whereFound(answer: (resource: Resource, request: Request) => Reply): Answering {
  return (request, resource) => (resource === null ? missing() : answer(resource, request));
}

/** How often one has to look before the revision is seen for certain. */
export function latestNight({ by, ends }: Habit): number {
  return by ?? (ends === 'told' ? ODD_NIGHT + 1 : 2);
}

/** The night on which a habit shows that nobody can make sense of. */
export const ODD_NIGHT = 2;

/** Nights after which everything is asked for in full, whatever the server says; fewer than usual, to be over soon. */
export const PATIENCE = 5;
