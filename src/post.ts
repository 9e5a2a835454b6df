/**
 * How one request is posted to a web address: notices post, and crawlers/fetch/post.ts does it through the connection
 * gate. The type stands here because notices know the archive, and what knows the archive knows no crawler.
 */

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** May the address lead to a private or loopback one? */
  readonly allowPrivate: boolean;
}

export type PostResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      /** The beginning of the body, as UTF-8. */
      readonly body: string;
    }
  /** Nothing was sent: the address is off limits. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** No answer came; what was sent may have arrived all the same. */
  | { readonly kind: 'broken'; readonly reason: string };

/** Sends one request, follows no redirect, and throws nothing. */
export type Post = (request: PostRequest) => Promise<PostResult>;
