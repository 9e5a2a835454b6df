/** A challenge before a whole portal: one that a browser passes by running its script, or one that it does not. */
import type { PortalRequest } from './request.js';
import type { Answer, Site } from './site.js';

const COOKIE = '__jsl_clearance=1706164500.417|0|simulated';

/** The challenge in place of the answer; undefined if the visitor has passed. robots.txt is never behind it. */
export function challengeAnswer(site: Site, request: PortalRequest): Answer | undefined {
  const { challenge } = site.settings.browser;
  if (request.pathname === '/robots.txt') return undefined;
  switch (challenge) {
    case 'none':
      return undefined;
    case 'cookie':
      if ((request.headers.cookie ?? '').includes(COOKIE)) return undefined;
      return site.text(412, RELOAD);
    case 'endless':
      return site.text(412, CAPTCHA);
  }
}

const RELOAD = `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><script>
document.cookie = '${COOKIE}; path=/; max-age=3600';
location.reload();
</script></body></html>`;

const CAPTCHA = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全验证</title></head><body>
<div class="box"><p>请完成安全验证：拖动滑块完成拼图</p><div id="slider"></div></div>
<script>document.getElementById('slider').textContent = '>>';</script></body></html>`;
