// Writes the tables of docs/dependencies.md from package.json, the lock file and scripts/dependencies.yaml. With --check
// it writes nothing and ends with 1 where they are not current, or where a package is not explained.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { table, withSection } from './marked-section.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (name) => readFileSync(join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json'));
const locked = JSON.parse(read('package-lock.json')).packages;
const purposes = parse(read('scripts/dependencies.yaml'));

const installed = { ...manifest.dependencies, ...manifest.optionalDependencies };
const scans = manifest.peerDependencies;
const development = Object.keys(manifest.devDependencies).filter((name) => !(name in scans));
const groups = { installed: Object.keys(installed), scans: Object.keys(scans), development };

const known = Object.values(groups).flat();
const problems = [
  ...known
    .filter((name) => !(name in purposes))
    .map((name) => `scripts/dependencies.yaml does not explain ${name}`),
  ...Object.keys(purposes)
    .filter((name) => !known.includes(name))
    .map((name) => `scripts/dependencies.yaml explains ${name}, which package.json does not have`),
];
const before = read('docs/dependencies.md');
const after = Object.entries(groups).reduce(
  (text, [name, names]) => withSection(text, name, tableOf(names)),
  before,
);

if (problems.length === 0 && process.argv.includes('--check') && after !== before)
  problems.push('docs/dependencies.md is not current: run npm run docs:dependencies');
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
writeUnlessSame();

/** In the order of the explanations, which puts what matters first. */
function tableOf(names) {
  const ordered = Object.keys(purposes).filter((name) => names.includes(name));
  return table(
    ['package', 'version', 'licence', 'what it is for'],
    ordered.map((name) => [
      name,
      rangeOf(name),
      locked[`node_modules/${name}`]?.license ?? '',
      purposes[name],
    ]),
  );
}

function rangeOf(name) {
  return installed[name] ?? scans[name] ?? manifest.devDependencies[name];
}

function writeUnlessSame() {
  if (after !== before) writeFileSync(join(root, 'docs/dependencies.md'), after);
}
