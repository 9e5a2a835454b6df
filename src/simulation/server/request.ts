/** A request as the pages of a portal see it. */
export interface PortalRequest {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  /** The parameters of a form body. */
  readonly form: URLSearchParams;
  /** The body as text; '' for none. */
  readonly body: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The parameters of address and form together. */
export function parameters(request: PortalRequest): URLSearchParams {
  return new URLSearchParams([...request.query, ...request.form]);
}

/** A whole number from 1 on, or `otherwise`. */
export function positive(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise;
}
