import { isIP } from 'node:net';

/** A host that a portal's file names; it stands for its subdomains too. */
export interface Host {
  readonly name: string;
  /** Null for the usual ones. */
  readonly port: string | null;
}

/** @param entry `host` or `host:port`, as in a portal's file */
export function parseHost(entry: string): Host {
  const match = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(entry.toLowerCase());
  const name = new URL(`http://${match?.[1] ?? entry}/`).hostname.replace(/\.$/, '');
  return { name, port: match?.[2] ?? null };
}

/**
 * Is the address at the host, or at a subdomain of it?
 * @param usual the ports that go with a host without one; '' is the scheme's own
 */
export function isAtHost(url: URL, host: Host, usual: ReadonlySet<string>): boolean {
  if (host.port === null ? !usual.has(url.port) : host.port !== url.port) return false;
  const name = url.hostname.toLowerCase().replace(/\.$/, '');
  const isLiteral = isIP(name.replace(/^\[|\]$/g, '')) !== 0;
  return name === host.name || (!isLiteral && name.endsWith(`.${host.name}`));
}
