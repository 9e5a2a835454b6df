import { UsageError } from '../../../errors.js';
import { sampleNotice, senderOf } from '../../../notices/senders.js';
import { type CommandContext, EXIT, type OutputOptions } from '../../command.js';
import { jsonLine, line } from '../../io.js';
import { senderParts } from '../../sender-parts.js';
import { workspaceOf } from '../../workspace.js';

export async function execute(
  { io, exit }: CommandContext,
  name: string,
  options: OutputOptions,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  const { notices } = workspace.settings;
  const send = senderOf(name, notices, senderParts(workspace, io));
  const language = notices.channels[name]?.language;
  if (send === null || language === undefined) {
    const names = Object.keys(notices.channels);
    const hint =
      names.length === 0 ? 'nianbao.yaml declares no channel yet' : `channels: ${names.join(', ')}`;
    throw new UsageError(`there is no channel 「${name}」`, { hint });
  }
  const result = await send(sampleNotice(name, language, io.now()));
  const isDelivered = result.kind === 'delivered';
  if (options.json) jsonLine(io.stdout, { channel: name, delivered: isDelivered, answer: result.answer });
  else
    line(
      isDelivered ? io.stdout : io.stderr,
      `${name}: ${isDelivered ? '' : 'not '}delivered: ${result.answer}`,
    );
  if (!isDelivered) exit(EXIT.failed);
}
