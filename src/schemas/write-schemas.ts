/** `npm run schema`: writes the JSON Schemas of the configuration into config/, docs/settings.md and docs/columns.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePlace } from '../place/package.js';
import { columnsDoc } from './columns-doc.js';
import { SCHEMA_FILES } from './json-schema.js';
import { settingsDoc } from './settings-doc.js';

for (const [name, build] of Object.entries(SCHEMA_FILES)) {
  writeFileSync(join(packagePlace().root, 'config', name), `${JSON.stringify(build(), null, 2)}\n`);
}
writeFileSync(join(packagePlace().root, 'docs', 'settings.md'), settingsDoc());
writeFileSync(join(packagePlace().root, 'docs', 'columns.md'), columnsDoc());
