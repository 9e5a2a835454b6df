// An archive and its desk, from the compiled sources.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export async function parts(compiled, path, notices, at) {
  const load = (file) => import(pathToFileURL(join(compiled, file)).href);
  const { openArchive } = await load('storage/index.js');
  const { NoticeDesk } = await load('src/notices/notice-desk.js');
  const { gatedPost } = await load('crawlers/fetch/post.js');
  const { noticesSchema } = await load('src/config/settings/notice-settings.js');
  const archive = await openArchive({ path, indicators: [] });
  const desk = new NoticeDesk({
    archive,
    settings: noticesSchema.parse({ feed: { file: null }, ...JSON.parse(notices) }),
    home: '.',
    portals: [{ id: 'pinghu', name: '中国平湖' }],
    indicators: [],
    post: gatedPost({ userAgent: 'nianbao', milliseconds: 5000 }),
    env: { SECRET: 'geheim' },
    clock: () => at,
  });
  return { archive, desk };
}
