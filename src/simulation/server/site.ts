/** What the modules of one portal share: its settings, its publications, and how it answers. */
import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import type { ListView } from '../pages/list-view.js';
import type { SiteStyle } from '../pages/render-page.js';
import type { Channel } from '../reports/report-data.js';
import { type PortalSettings, wrongCharset } from './options.js';
import type { Publications } from './publications.js';

/** An answer before it goes onto the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How a page is built: static pages when something changes, dynamic ones on each visit. */
export interface PageRecipe {
  /** The page's own address: what is built is kept under it. */
  readonly key: string;
  readonly kind: 'static' | 'dynamic';
  /** When the page was first made, YYYY-MM-DD. */
  readonly created: string;
  /** Text is encoded as the portal's pages are; bytes are left alone. */
  readonly build: () => string | Buffer;
  /** Replaces the Content-Type of a page. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface PageState {
  readonly generation: number;
  readonly etag: string;
  readonly modified: Date;
}

interface BuiltPage extends PageState {
  readonly body: Buffer;
}

const DAY = 86_400_000;

/** How much of what was built is kept: about two thousand reports. */
const BODY_BYTES = 64 * 1024 * 1024;

/** What a site asks of the families that it is made of; their whole contract is families/family.ts. */
export interface SiteFamily {
  readonly id: Channel;
  /** The column page. */
  columnPath(settings: PortalSettings): string;
}

/** One portal's settings, state and page store. */
export class Site {
  readonly settings: PortalSettings;
  readonly publications: Publications;
  /** `http://127.0.0.1:4711/`, known once the server listens. */
  baseUrl = 'http://127.0.0.1/';
  private readonly allFamilies: Readonly<Record<Channel, SiteFamily>>;
  private today: string | null;
  private visits = 0;
  private readonly built = new Map<string, PageState>();
  private readonly bodies = new Map<string, Buffer>();
  private bodyBytes = 0;

  constructor(
    settings: PortalSettings,
    publications: Publications,
    families: Readonly<Record<Channel, SiteFamily>>,
  ) {
    this.allFamilies = families;
    this.settings = settings;
    this.publications = publications;
    this.today = settings.today;
  }

  setToday(today: string | null): void {
    this.today = today;
    this.publications.touch();
  }

  /** The families of the portal. */
  get families(): readonly SiteFamily[] {
    return this.publications.channels().map((channel) => this.allFamilies[channel]);
  }

  /** The address, without a host, of the column page that the portal's navigation leads to. */
  get columnPath(): string {
    const { families } = this;
    const main = families.find(({ id }) => id !== 'hanweb-annual-report') ?? families[0];
    return main?.columnPath(this.settings) ?? '/';
  }

  /** An article's address as a list links it. */
  href(path: string): string {
    if (!this.settings.sessionLinks) return path;
    this.visits += 1;
    return `${path}${this.sessionSuffix()}`;
  }

  get style(): SiteStyle {
    const wrong = wrongCharset(this.settings);
    return {
      siteName: this.settings.name,
      declaredCharset: this.charset(wrong === 'meta' || wrong === 'both'),
      today: this.today,
      navigation: [
        ['首页', '/'],
        ['政府信息公开', '/zfxxgk/index.html'],
        ['年度报告', this.columnPath],
        ['互动交流', '/hdjl/index.html'],
      ],
    };
  }

  /** What the next visit to a dynamic page shows of the visits so far. */
  visit(): { readonly visits: number; readonly linkSuffix: string } {
    if (!this.settings.everyVisit) return { visits: 0, linkSuffix: '' };
    this.visits += 1;
    return { visits: this.visits, linkSuffix: this.sessionSuffix() };
  }

  private sessionSuffix(): string {
    const session = createHash('md5').update(String(this.visits)).digest('hex').toUpperCase();
    return `;jsessionid=${session}`;
  }

  /** A page of a list: kept while nothing changes, unless a fault or sessions make every answer another. */
  listPage(list: ListView, key: string, build: () => string): Answer {
    if (list.fault !== null || this.settings.sessionLinks) return this.text(200, build());
    return this.page({ key, kind: 'static', created: '2019-04-01', build });
  }

  /** JSON, always in UTF-8. */
  json(value: unknown): Answer {
    const headers = { 'content-type': 'application/json;charset=UTF-8' };
    return { status: 200, headers, body: Buffer.from(JSON.stringify(value), 'utf8') };
  }

  /** A page with status 200, with validators where the settings say so. */
  page(recipe: PageRecipe): Answer {
    const volatile = recipe.kind === 'dynamic' && this.settings.everyVisit;
    const page = volatile ? this.buildPage(recipe, undefined) : this.storedPage(recipe);
    const validated = recipe.kind === 'static' ? this.settings.validators : this.settings.dynamicValidators;
    const validators = { etag: page.etag, 'last-modified': page.modified.toUTCString() };
    return {
      status: 200,
      headers: {
        'content-type': this.contentType('text/html'),
        ...recipe.headers,
        ...(validated ? validators : {}),
      },
      body: page.body,
    };
  }

  /** Any other answer with a text. */
  text(
    status: number,
    text: string,
    type = 'text/html',
    headers: Readonly<Record<string, string>> = {},
  ): Answer {
    return {
      status,
      headers: { 'content-type': this.contentType(type), ...headers },
      body: this.encode(text),
    };
  }

  private storedPage(recipe: PageRecipe): BuiltPage {
    const stored = this.built.get(recipe.key);
    const body = this.bodies.get(recipe.key);
    if (stored?.generation === this.publications.generation && body !== undefined) return { ...stored, body };
    const page = this.buildPage(recipe, stored);
    const { generation, etag, modified } = page;
    this.built.set(recipe.key, { generation, etag, modified });
    this.keepBody(recipe.key, page.body);
    return page;
  }

  /** Keeps what was built last; a page whose body was dropped is built again, with the same validators. */
  private keepBody(key: string, body: Buffer): void {
    this.bodyBytes += body.length - (this.bodies.get(key)?.length ?? 0);
    this.bodies.delete(key);
    this.bodies.set(key, body);
    for (const [oldest, dropped] of this.bodies) {
      if (this.bodyBytes <= BODY_BYTES) break;
      this.bodies.delete(oldest);
      this.bodyBytes -= dropped.length;
    }
  }

  /** Last-Modified moves on by a day whenever the bytes changed: times do not depend on the clock. */
  private buildPage(recipe: PageRecipe, before: PageState | undefined): BuiltPage {
    const built = recipe.build();
    const body = typeof built === 'string' ? this.encode(built) : built;
    const etag = `"${createHash('sha1').update(body).digest('hex').slice(0, 16)}"`;
    const created = new Date(`${recipe.created}T02:00:00Z`);
    const modified =
      before === undefined ? created : new Date(before.modified.getTime() + (before.etag === etag ? 0 : DAY));
    return { generation: this.publications.generation, body, etag, modified };
  }

  private encode(text: string): Buffer {
    return this.settings.encoding === 'gbk' ? iconv.encode(text, 'gbk') : Buffer.from(text, 'utf8');
  }

  private contentType(type: string): string {
    const wrong = wrongCharset(this.settings);
    return `${type};charset=${this.charset(wrong === 'header' || wrong === 'both')}`;
  }

  private charset(wrong: boolean): string {
    return (this.settings.encoding === 'gbk') === wrong ? 'UTF-8' : 'GBK';
  }
}
