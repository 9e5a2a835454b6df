/** A page as seen from a world of its own: its scripts can neither see nor deceive what is asked here. */
import type { CDPSession, Page } from 'playwright';
import { z } from 'zod';
import { failed } from '../fetch/fetch-error.js';
import { DISABLED_CLASS } from './next-control.js';
import type { Vigil } from './vigil.js';

const WORLD = 'nianbao';
/** After a question that a navigation cut off, how long to wait before it is put again. */
const AGAIN = 50;

/** How the document stands; `stamp` is another after each change, and for each document. */
const lookSchema = z.object({ stamp: z.string(), isLoading: z.boolean(), hasSelector: z.boolean() });
export type Look = z.infer<typeof lookSchema>;
const documentSchema = z.object({ length: z.number(), html: z.string() });
const textSchema = z.string();
const clickSchema = z.enum(['clicked', 'disabled', 'missing']);

const LOOK = `(selector) => {
  const marks = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['href'] };
  if (globalThis.changes === undefined) {
    globalThis.changes = 0;
    globalThis.number = Math.random();
    new MutationObserver((list) => { globalThis.changes += list.length; }).observe(document, marks);
  }
  return {
    stamp: globalThis.number + ':' + globalThis.changes,
    isLoading: document.readyState === 'loading',
    hasSelector: selector !== null && document.querySelector(selector) !== null,
  };
}`;

const SERIALISE = `(limit) => {
  const { doctype, documentElement } = document;
  const html = (doctype ? '<!DOCTYPE ' + doctype.name + '>\\n' : '') + (documentElement ? documentElement.outerHTML : '');
  return { length: html.length, html: html.length > limit ? '' : html };
}`;

/** What the page shows and where it leads, as a short mark. */
const MARK = `() => {
  let mark = 5381;
  const add = (text) => { for (let at = 0; at < text.length; at++) mark = (mark * 33 + text.charCodeAt(at)) | 0; };
  add(document.body ? document.body.innerText : '');
  for (const link of document.links) add(link.getAttribute('href') || '');
  return document.links.length + ':' + mark;
}`;

const CLICK = `(selector, disabled) => {
  const control = document.querySelector(selector);
  if (control === null || typeof control.click !== 'function') return 'missing';
  if (control.disabled === true || control.getAttribute('aria-disabled') === 'true') return 'disabled';
  if (new RegExp(disabled, 'i').test(control.getAttribute('class') || '')) return 'disabled';
  control.click();
  return 'clicked';
}`;

export class PageWorld {
  readonly #session: CDPSession;
  readonly #frameId: string;
  readonly #vigil: Vigil;
  readonly #url: string;

  private constructor(session: CDPSession, frameId: string, vigil: Vigil, url: string) {
    this.#session = session;
    this.#frameId = frameId;
    this.#vigil = vigil;
    this.#url = url;
  }

  static async of(page: Page, vigil: Vigil, url: string): Promise<PageWorld> {
    const session = await vigil.race(page.context().newCDPSession(page));
    const { frameTree } = await vigil.race(session.send('Page.getFrameTree'));
    return new PageWorld(session, frameTree.frame.id, vigil, url);
  }

  /** How the document stands; null while it is being replaced by another. @throws FetchError for a bad selector */
  async look(selector: string | null): Promise<Look | null> {
    return lookSchema.nullable().parse(await this.#ask(LOOK, [selector]));
  }

  /** The document as HTML; null where that has more characters than `limit`. */
  async html(limit: number): Promise<string | null> {
    const { length, html } = documentSchema.parse(await this.#insist(SERIALISE, [limit]));
    return length > limit ? null : html;
  }

  /** Another one when the page shows something else. */
  async mark(): Promise<string> {
    return textSchema.parse(await this.#insist(MARK, []));
  }

  async click(selector: string): Promise<z.infer<typeof clickSchema>> {
    return clickSchema.parse((await this.#ask(CLICK, [selector, DISABLED_CLASS.source])) ?? 'clicked');
  }

  async #insist(script: string, given: readonly unknown[]): Promise<unknown> {
    for (;;) {
      const value = await this.#ask(script, given);
      if (value !== null) return value;
      await this.#vigil.sleep(AGAIN);
    }
  }

  /** Puts a question; null where a navigation cut it off. */
  #ask(script: string, given: readonly unknown[]): Promise<unknown> {
    return this.#vigil.ask(async () => {
      const call = `(${script})(${given.map((value) => JSON.stringify(value)).join(', ')})`;
      try {
        return await this.#evaluate(call);
      } catch (error) {
        if (error instanceof PageScriptError) throw failed(error.message, this.#url, { retryable: false });
        return null;
      }
    });
  }

  async #evaluate(expression: string): Promise<unknown> {
    const { executionContextId } = await this.#session.send('Page.createIsolatedWorld', {
      frameId: this.#frameId,
      worldName: WORLD,
    });
    const { result, exceptionDetails } = await this.#session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) {
      throw new PageScriptError(
        exceptionDetails.exception?.description?.split('\n')[0] ?? exceptionDetails.text,
      );
    }
    return result.value;
  }
}

class PageScriptError extends Error {}
