/** Column pages that are shells: the list stands in a frame, or in a frame of a frame. */
import type { SimulatedFamily } from '../families/family.js';
import { renderPage } from '../pages/render-page.js';
import type { PortalRequest } from './request.js';
import type { Answer, Site } from './site.js';

const INSIDE = /^\/frames\/(\d)(?=\/)/;

/** An address without the frame that it stands in. */
export function framedPath(pathname: string): string {
  return pathname.replace(INSIDE, '');
}

/** The shell at a family's column page, where the portal has one there; undefined for every other address. */
export function shellAt(site: Site, family: SimulatedFamily, request: PortalRequest): Answer | undefined {
  const { frames } = site.settings;
  const depth = Number(INSIDE.exec(request.pathname)?.[1] ?? 0);
  const column = family.columnPath(site.settings);
  if (framedPath(request.pathname) !== column || depth >= frames) return undefined;
  const inner = `/frames/${depth + 1}${column}`;
  const content = `<iframe src="http://www.example.invalid/visitcount.html" width="0" height="0"></iframe>
<iframe style="display:none" src="/hdjl/index.html"></iframe>
<iframe id="list" name="list" src="${inner}" width="100%" height="900" frameborder="0" scrolling="no"></iframe>`;
  return site.page({
    key: `shell ${depth} ${column}`,
    kind: 'static',
    created: '2019-04-01',
    build: () => renderPage(site.style, { title: '年度报告', columnName: '年度报告' }, content),
  });
}
