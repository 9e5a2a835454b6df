import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ROOT } from './compiled.js';

/** What loads with a module before any of its code runs. */
export interface StaticClosure {
  /** Modules of the project, relative to its root, the first ones included. */
  readonly modules: readonly string[];
  /** Packages from outside, by the names that imports give them. */
  readonly packages: readonly string[];
}

/** `import … from '…'`, `export … from '…'` and `import '…'`, but neither `import type` nor `import(…)`. */
const STATEMENT = /^(?:import|export)\s+(?!type\b)(?:(?<names>[^'";]*?)\sfrom\s+)?'(?<from>[^']+)'/gm;

/**
 * Everything that static imports reach.
 * @param files sources relative to the project's root
 */
export function staticClosure(...files: readonly string[]): StaticClosure {
  const modules = new Set(files.map((file) => join(ROOT, file)));
  const packages = new Set<string>();
  // a set is iterated in the order of insertion, with what is added meanwhile
  for (const module of modules) {
    for (const from of imported(readFileSync(module, 'utf8'))) {
      if (from.startsWith('.')) modules.add(resolve(dirname(module), from).replace(/\.js$/, '.ts'));
      else if (!from.startsWith('node:')) packages.add(from);
    }
  }
  return { modules: [...modules].map((module) => relative(ROOT, module)), packages: [...packages].sort() };
}

function imported(source: string): readonly string[] {
  return [...source.matchAll(STATEMENT)].flatMap(({ groups }) =>
    groups?.from === undefined || isOnlyTypes(groups.names) ? [] : [groups.from],
  );
}

/** `{ type A, type B }`, which the compiler drops. */
function isOnlyTypes(names: string | undefined): boolean {
  const inside = /^\{([^}]*)\}$/s.exec(names?.trim() ?? '')?.[1];
  if (inside === undefined) return false;
  const all = inside.split(',').filter((name) => name.trim() !== '');
  return all.length > 0 && all.every((name) => /^\s*type\s/.test(name));
}
