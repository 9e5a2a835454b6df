import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from '../../src/cli/compile-cache.js';
import { staticClosure } from '../static-imports.js';

const START = ['src/cli/main.ts', 'src/cli/start.ts', 'src/cli/program.ts'];
/** Too much for a start: the room that does the work, against the one that declares it. */
const WORK = /^(?:src\/cli\/commands|src\/(?:document|harvest|report|simulation)|crawlers|storage\/sqlite)\//;

describe('what loads before a command runs', () => {
  it('is no package but commander', () => {
    expect(staticClosure(...START).packages).toEqual(['commander']);
  });

  it('is declarations, and nothing that does the work', () => {
    expect(staticClosure(...START).modules.filter((module) => WORK.test(module))).toEqual([]);
  });

  it('is seen through any number of modules', () => {
    const harvest = staticClosure('src/cli/commands/harvest.ts');
    expect(harvest.packages).toEqual(expect.arrayContaining(['@crawlee/basic', 'undici', 'yaml']));
    expect(harvest.modules.some((module) => WORK.test(module))).toBe(true);
  });
});

describe('what `list` loads', () => {
  const list = staticClosure('src/cli/commands/list.ts');

  it('is the archive and a table, and no reader of configuration', () => {
    expect(list.packages.filter((name) => ['yaml', 'node-cron', 'cheerio', 'parse5'].includes(name))).toEqual(
      [],
    );
    expect(
      list.modules.filter((module) => /^(?:src\/(?:config|document|harvest)|crawlers)\//.test(module)),
    ).toEqual([]);
  });
});

describe("the folder of Node's compile cache", () => {
  it("is in the user's cache folder", () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/home/wang/.cache' })).toBe(
      join('/home/wang/.cache', 'nianbao', 'compiled'),
    );
  });

  it('is never relative, which would be another one in every folder', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: 'cache' })).toMatch(/^\/.+\/\.cache\/nianbao\/compiled$/);
  });
});
