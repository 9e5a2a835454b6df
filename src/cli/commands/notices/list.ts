import type { NoticeRecord, NoticeState } from '../../../../storage/contract/archive.js';
import { defined } from '../../../defined.js';
import type { CommandContext, OutputOptions } from '../../command.js';
import { dataFolderOf } from '../../data-folder.js';
import { showTime } from '../../format.js';
import { jsonLine, line } from '../../io.js';
import { listTable } from '../../table.js';

interface Options extends OutputOptions {
  readonly failed?: boolean;
  readonly waiting?: boolean;
  readonly limit: number;
}

const WIDEST_ANSWER = 60;

export async function execute({ io }: CommandContext, options: Options): Promise<void> {
  const state: NoticeState | undefined = options.failed ? 'failed' : options.waiting ? 'waiting' : undefined;
  const { notices, counts } = await dataFolderOf(options, io).readArchive(async (archive) => ({
    notices: await archive.outbox.list({
      ...defined({ state }),
      limit: options.limit,
    }),
    counts: await archive.outbox.counts(),
  }));
  if (options.json) {
    jsonLine(io.stdout, { counts, notices: notices.map(asJson) });
    return;
  }
  if (notices.length > 0) {
    const head = ['ID', 'NUMBER', 'ABOUT', 'QUEUED', 'STATE', 'TRIES', 'ANSWER'];
    line(io.stdout, listTable(head, notices.map(row), [0, 5]));
  }
  const { waiting, delivered, failed } = counts;
  line(io.stdout, `${waiting} waiting, ${delivered} delivered, ${failed} failed`);
}

function asJson({ digest, ...notice }: NoticeRecord) {
  return { ...notice, digest: JSON.parse(digest) };
}

function row(notice: NoticeRecord): string[] {
  const { id, token, key, createdAt, tries, answer } = notice;
  const text = answer ?? '';
  return [
    String(id),
    token,
    key,
    showTime(createdAt),
    stateInWords(notice),
    String(tries),
    text.length > WIDEST_ANSWER ? `${text.slice(0, WIDEST_ANSWER)}…` : text,
  ];
}

function stateInWords({ state, nextAt, deliveredAt, givenUpAt }: NoticeRecord): string {
  switch (state) {
    case 'waiting':
      return `waiting, due ${showTime(nextAt)}`;
    case 'delivered':
      return `delivered ${showTime(deliveredAt)}`;
    case 'failed':
      return `failed, given up ${showTime(givenUpAt)}`;
  }
}
