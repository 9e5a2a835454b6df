// Delivers what is due, once. Arguments: folder of the compiled sources, archive, notices of nianbao.yaml as JSON, time.
import { parts } from './parts.mjs';

const [compiled, path, notices, at] = process.argv.slice(2);
const { archive, desk } = await parts(compiled, path, notices, new Date(at));
await desk.deliver(new Date(at));
await archive.close();
