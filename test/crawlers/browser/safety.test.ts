import { createSocket } from 'node:dgram';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeAll, noChromium, page, type Site, script, siteOf, stopOf, trap } from './helpers.js';

let site: Site;
beforeAll(async () => {
  if (!noChromium) site = await siteOf({});
});
afterAll(closeAll);

/** Everything a page can do to reach another place, but for going there itself. */
const attempts = (there: string, udp: number) => `
  const say = (text) => { document.title += text; };
  const url = 'http://${there}/';
  fetch(url + 'fetch', { mode: 'no-cors' }).catch(() => say('f'));
  fetch(url + 'put', { method: 'PUT' }).catch(() => say('p'));
  fetch(url + 'late', { method: 'POST', keepalive: true, body: 'x', mode: 'no-cors' }).catch(() => say('l'));
  const xhr = new XMLHttpRequest();
  xhr.onerror = () => say('x');
  xhr.open('POST', url + 'xhr');
  xhr.send('x');
  navigator.sendBeacon(url + 'beacon', 'x');
  new Image().src = url + 'image.png';
  new Audio(url + 'sound.mp3').load();
  new EventSource(url + 'events');
  try { new WebSocket('ws://${there}/socket'); } catch {}
  import(url + 'module.js').catch(() => say('m'));
  window.open(url + 'popup');
  navigator.serviceWorker?.register('/worker.js').catch(() => say('s'));
  const tag = (html) => document.body.insertAdjacentHTML('beforeend', html);
  tag('<iframe src="' + url + 'frame"></iframe><iframe srcdoc="<img src=' + url + 'inner><script>fetch(\\'' + url + 'srcdoc\\')<\\/script>"></iframe>');
  tag('<object data="' + url + 'object"></object><embed src="' + url + 'embed"><video poster="' + url + 'poster" src="' + url + 'v.mp4"></video>');
  tag('<link rel="preconnect" href="' + url + '"><link rel="dns-prefetch" href="' + url + '"><link rel="prefetch" href="' + url + 'prefetch"><link rel="preload" as="script" href="' + url + 'preload.js"><link rel="icon" href="' + url + 'icon.png"><link rel="manifest" href="' + url + 'manifest.json"><link rel="stylesheet" href="' + url + 'style.css">');
  tag('<style>@import "' + url + 'import.css"; @font-face { font-family: x; src: url(' + url + 'font.woff) } p { font-family: x; background: url(' + url + 'bg.png) }</style><p>x</p>');
  tag('<a id="ping" href="#x" ping="' + url + 'ping">x</a><form id="form" target="_blank" action="' + url + 'form" method="post"></form>');
  document.getElementById('ping').click();
  document.getElementById('form').submit();

  const blob = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  new Worker(blob('fetch("' + url + 'worker"); new WebSocket("ws://${there}/worker-socket"); importScripts("' + url + 'import.js")'));
  try { new SharedWorker(blob('fetch("' + url + 'shared"); new WebSocket("ws://${there}/shared-socket")')); } catch {}
  try { new WebTransport('https://${there}/transport'); } catch {}
  const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${udp}' }] });
  peer.createDataChannel('x');
  peer.createOffer().then((offer) => peer.setLocalDescription(offer));
  const rules = document.createElement('script');
  rules.type = 'speculationrules';
  rules.textContent = JSON.stringify({ prerender: [{ urls: [url + 'prerender'] }], prefetch: [{ urls: [url + 'speculate'] }] });
  document.head.append(rules);
`;

describe.skipIf(noChromium)('a rendered page reaches nothing but its portal', () => {
  test('whatever it tries, and no port is opened for anybody', async () => {
    const other = await trap();
    let packets = 0;
    const udp = createSocket('udp4').on('message', () => packets++);
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
    try {
      const there = `127.0.0.1:${other.port}`;
      site.show({
        '/': page('<script src="/try.js"></script>'),
        '/try.js': script(attempts(there, udp.address().port)),
        '/worker.js': script(`fetch('http://${there}/service')`),
      });
      const before = listeningPorts();
      const answer = await site.renderer.render(site.base, { waitFor: 'nothing' });
      expect(listeningPorts()).toEqual(before);
      expect({ tcp: other.connections(), udp: packets }).toEqual({ tcp: 0, udp: 0 });
      expect(answer.headers['x-nianbao-refused']).toContain(`http://${there}/`);
      expect(site.paths()).toEqual(['/', '/try.js']);
    } finally {
      udp.close();
    }
  });

  test('not an address that is none of its own: in a request, a frame or a script', async () => {
    const addresses = [
      'http://169.254.169.254/latest/meta-data/',
      'http://other.example.org/',
      'http://localhost:9/',
      'file:///etc/passwd',
      'chrome://version/',
    ];
    const tries = addresses.map(
      (address) =>
        `<iframe src="${address}"></iframe><script src="${address}"></script><script>fetch("${address}").then(() => say("got it"), () => say("-"))</script>`,
    );
    const say = '<script>function say(what) { document.body.title += what; }</script>';
    site.show({ '/': page(say + tries.join('')) });
    const answer = await site.renderer.render(site.base, {});
    expect(answer.body.toString()).toContain('<body title="-----">');
    expect(site.paths()).toEqual(['/']);
  });

  test('not by a redirect', async () => {
    const other = await trap();
    const away = `http://127.0.0.1:${other.port}/secret`;
    site.show({
      '/': page(
        '<script>fetch("/away").then(() => document.body.append("got it"), () => document.body.append("refused"))</script>',
      ),
      '/away': (_, response) => response.writeHead(302, { location: away }).end(),
    });
    const answer = await site.renderer.render(site.base, {});
    expect(answer.body.toString()).toContain('refused');
    expect(answer.headers['x-nianbao-refused']).toBe(`1, such as ${site.base}away`);
    expect(other.connections()).toBe(0);
  });

  test('not by going there', async () => {
    const other = await trap();
    const away = `http://127.0.0.1:${other.port}/`;
    site.show({
      '/script': page(`<script>location.href = "${away}"</script>`),
      '/meta': page('', `<meta http-equiv="refresh" content="0;url=${away}">`),
    });
    for (const path of ['script', 'meta']) {
      expect(await stopOf(site.renderer.render(site.base + path, {}))).toMatchObject({
        kind: 'off_limits',
        rule: 'host',
      });
    }
    expect(other.connections()).toBe(0);
  });

  test('and of that nothing which only looks good', async () => {
    site.show({
      '/': page(
        '<img src="/a.png"><img srcset="/b.png 2x"><video src="/v.mp4"></video><svg><image href="/s.png"/></svg><p>年报</p><iframe src="/report.pdf"></iframe><script>document.getElementById("css").sheet; document.body.append("styled")</script>',
        '<link rel="icon" href="/favicon.ico"><link id="css" rel="stylesheet" href="/a.css"><style>@font-face{font-family:x;src:url(/x.woff2)}p{font-family:x;background:url(/bg.png)}</style>',
      ),
    });
    expect((await site.renderer.render(site.base, {})).body.toString()).toContain('styled');
    expect(site.paths()).toEqual(['/']);
  });
});

/** The ports this process listens at; by /proc, so on Linux only. */
function listeningPorts(): number[] {
  const own = new Set(
    readdirSync('/proc/self/fd').flatMap((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${name}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/self/net/${table}`, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && own.has(inode ?? ''))
    .map(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16));
}
