// Writes the bill of materials of a release, as CycloneDX: node scripts/write-sbom.mjs FILE. It is what npm says of the lock
// file's production part.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/write-sbom.mjs FILE');
  process.exit(2);
}
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const production = sbom('--omit=dev', '--omit=peer');
const own = production.metadata.component;
// npm names it after its folder
own.name = manifest.name;
writeFileSync(file, `${JSON.stringify(production, null, 2)}\n`);
console.log(`${production.components.length} packages in ${file}`);

function sbom(...options) {
  const words = [
    'sbom',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
    '--package-lock-only',
    ...options,
  ];
  const { status, stdout, stderr } = spawnSync('npm', words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`npm sbom ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}
