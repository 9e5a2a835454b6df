/** The bare baseline in a process of its own. */
import { bareLoop } from './bare-loop.js';
import { cpuOf } from './measure.js';
import { servedSchema } from './served-portals.js';

const PASSES = 2;

process.once('message', async (message) => {
  const served = servedSchema.parse(message);
  for (let pass = 0; pass < PASSES; pass++) process.send?.({ bare: await cpuOf(() => bareLoop(served)) });
  process.disconnect();
});
