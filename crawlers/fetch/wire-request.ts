import { defined } from '../../src/defined.js';
import type { FetchRequest } from '../contract.js';
import type { WireRequest } from './wire.js';

/** A family's request as it goes out: its form or its JSON as a body, with the type of the latter. */
export function wireRequest({ url, method, form, json, headers }: FetchRequest): WireRequest {
  const body = json !== undefined ? JSON.stringify(json) : form && new URLSearchParams(form).toString();
  const type = json === undefined ? undefined : 'application/json; charset=UTF-8';
  return { url, method, headers: { ...defined({ 'content-type': type }), ...headers }, ...defined({ body }) };
}
