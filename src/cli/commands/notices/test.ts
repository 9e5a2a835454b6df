import { UsageError } from '../../../errors.js';
import { sampleNotice, senderOf } from '../../../notices/senders.js';
import {
  Command,
  type CommandContext,
  EXIT,
  type OutputOptions,
  withJson,
  withPlace,
  workspaceOf,
} from '../../command.js';
import { jsonLine, line } from '../../io.js';
import { senderParts } from '../../open-notice-desk.js';

export function noticesTestCommand({ io, exit }: CommandContext): Command {
  return withJson(withPlace(new Command('test')))
    .description('send a sample through a channel at once, and say what the receiver answered')
    .argument('<channel>', 'its name in nianbao.yaml')
    .action(async (name: string, options: OutputOptions) => {
      const workspace = workspaceOf(options, io);
      const { notices } = workspace.settings;
      const send = senderOf(name, notices, senderParts(workspace, io));
      const language = notices.channels[name]?.language;
      if (send === null || language === undefined) {
        const names = Object.keys(notices.channels);
        const hint = names.length === 0 ? 'nianbao.yaml has no channel yet' : `there are ${names.join(', ')}`;
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
    });
}
