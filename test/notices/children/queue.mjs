// Ends failed runs and queues their notices until killed. Arguments: folder of the compiled sources, archive, notices
// of nianbao.yaml as JSON. Prints "run N" after the Nth.
import { parts } from './parts.mjs';

const [compiled, path, notices] = process.argv.slice(2);
const at = new Date('2024-02-01T18:30:00Z');
const { archive, desk } = await parts(compiled, path, notices, at);
for (;;) {
  const run = await archive.startRun(at);
  const counts = { listed: 0, captures: {}, changes: {}, versions: 0, payloads: 0, bytes: 0 };
  const portals = [{ portal: 'pinghu', outcome: 'failed', counts, problems: ['down'] }];
  await archive.recordRunPortal(run, portals[0]);
  await archive.finishRun(run, at, 'failed');
  await desk.runEnded(run, { run, outcome: 'failed', portals });
  process.stdout.write(`run ${run}\n`);
}
