#!/usr/bin/env node
// Says which Node.js is needed before anything loads that an old one can't parse. So this file and the one that it
// imports keep to the syntax of 2020 (no `??`, no `?.`, no top-level await), and everything else comes by import().
import { unfitNode } from './node-version.js';

const unfit = unfitNode(process.versions.node);
if (unfit === null) {
  import('./start.js');
} else {
  console.error(`nianbao: ${unfit}`);
  process.exitCode = 1;
}
