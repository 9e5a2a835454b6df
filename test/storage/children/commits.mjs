// Commits reports one after another. Arguments: folder of the compiled storage, archive, name of the agency,
// count ("endless" until killed). Prints "N" after the Nth commit and "done" at the end.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [compiled, path, agency, count] = process.argv.slice(2);
const { openArchive } = await import(pathToFileURL(join(compiled, 'storage/index.js')).href);
const { sha256: hex } = await import(pathToFileURL(join(compiled, 'src/sha256.js')).href);

const indicators = Array.from({ length: 200 }, (_, index) => ({
  id: `requests.row.column_${index}`,
  labelZh: '数量',
  labelEn: 'count',
  unit: '件',
  editions: ['2021'],
}));
const archive = await openArchive({ path, indicators });
const limit = count === 'endless' ? Number.POSITIVE_INFINITY : Number(count);

for (let year = 1; year <= limit; year++) {
  const bytes = Buffer.from(`${agency} ${year} ${'政府信息公开'.repeat(200)}`);
  const sha256 = hex(bytes);
  await archive.recordReport({
    report: { region: '330482', agency, year, kind: 'own' },
    aliases: [],
    source: {
      url: `https://a.gov.cn/${encodeURIComponent(agency)}/${year}`,
      kind: 'page',
      portal: 'p',
      listing: {},
    },
    capture: {
      run: null,
      at: new Date(1_700_000_000_000 + year * 1000),
      method: 'GET',
      status: 200,
      headers: {},
      finalUrl: null,
      bytes: bytes.length,
      milliseconds: 1,
      reason: null,
    },
    payload: { sha256, bytes, mediaType: 'text/html' },
    validators: { etag: null, lastModified: null },
    basedOn: 0,
    version: {
      title: null,
      edition: '2021',
      published: null,
      digests: { payload: sha256, content: sha256, figures: sha256 },
      revision: 'r1',
      sections: [{ number: 1, heading: '一、总体情况', text: '政府信息公开'.repeat(200) }],
      figures: indicators.map(({ id }, index) => ({
        indicator: id,
        value: index,
        reason: null,
        raw: String(index),
        locator: null,
      })),
      claims: [],
      findings: [],
    },
    changes: [{ kind: 'first_seen', cells: [], sections: [], movedFrom: null }],
    extraFindings: [],
  });
  process.stdout.write(`${year}\n`);
}
await archive.close();
process.stdout.write('done\n');
