import { NO_NOTICES, type Notices } from '../../src/schedule/notices.js';

/**
 * COUNTING NOTIFICATIONS JOINS HERE: the daemon of the soak is given these notices, and the parent counts what came
 * out of them (`receivedTwice` below) after the last night. Until there are notifications, nothing is sent.
 */
export function soakNotices(_home: string): Notices {
  return NO_NOTICES;
}

/** Events that were received more than once, or not at all; null where there are no notifications to count. */
export async function notificationFaults(_home: string): Promise<number | null> {
  return null;
}
