// Holds the harvest lock until killed, or until its standard input ends. Arguments: folder of the compiled
// storage, folder of the archive. Prints "held" once it has the lock.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [compiled, directory] = process.argv.slice(2);
const { acquireHarvestLock } = await import(pathToFileURL(join(compiled, 'storage/index.js')).href);
const lock = await acquireHarvestLock(directory, new Date('2024-02-01T18:00:00Z'));
process.stdout.write('held\n');
process.stdin.resume();
process.stdin.once('end', () => lock.release());
