import { constants } from 'node:crypto';
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates, type SecureVersion } from 'node:tls';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import type { TlsSettings } from '../contract.js';
import { offLimits } from './fetch-error.js';
import { type Host, isAtHost, parseHost } from './host.js';

/** What a portal's configuration says about where its crawl may go. */
export interface GateRules {
  readonly baseUrl: string;
  /** `host` (with its subdomains, at the usual ports and the base address's) or `host:port`. */
  readonly hosts: readonly string[];
  readonly allowPrivateAddresses: boolean;
  /** What the portal's configuration loosens of TLS; null verifies every certificate by today's rules. */
  readonly tls?: TlsSettings | null;
}

/** Resolves a name to all its addresses; the system's by default. */
export type Resolve = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

const systemResolve: Resolve = (hostname, callback) => systemLookup(hostname, { all: true }, callback);

/** All of IPv6 that is handed out for the public internet (RFC 4291, 2.4); the rest tunnels, maps or stays at home. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** May this address be connected to? Only plain unicast addresses of the public internet may. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.process(bare);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
}

/**
 * The one gate for every connection of a portal's crawl: scheme, host, and the address actually connected to.
 * `check` judges an address before each request and each redirect; `connector` judges the sockets.
 */
export class Gate {
  readonly #rules: GateRules;
  readonly #resolve: Resolve;
  readonly #hosts: readonly Host[];
  readonly #ports: ReadonlySet<string>;

  constructor(rules: GateRules, resolve: Resolve = systemResolve) {
    this.#rules = rules;
    this.#resolve = resolve;
    this.#hosts = rules.hosts.map(parseHost);
    this.#ports = new Set(['', '80', '443', new URL(rules.baseUrl).port]);
  }

  /** @throws FetchError with the rule `scheme`, `host` or `address` */
  check(url: URL): void {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw offLimits('scheme', `addresses with ${url.protocol} are not fetched`, url.href);
    }
    if (url.username !== '' || url.password !== '') {
      throw offLimits('host', 'addresses with a user name are not fetched', url.href);
    }
    if (!this.allowsHost(url))
      throw offLimits('host', `the portal does not allow the host ${url.host}`, url.href);
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0) this.#checkAddress(literal, url.href);
  }

  /** Is the host (and port) on the portal's list? */
  allowsHost(url: URL): boolean {
    return this.#hosts.some((host) => isAtHost(url, host, this.#ports));
  }

  /**
   * Opens sockets for undici; the address of the other end is verified, and so are certificates, unless the portal's
   * configuration says otherwise.
   */
  connector(): buildConnector.connector {
    const connect = buildConnector({
      lookup: this.#lookup,
      timeout: 0,
      ...tlsOptions(this.#rules.tls ?? null),
    });
    return (options, callback) => {
      const url = `${options.protocol}//${options.hostname}`;
      try {
        const literal = options.hostname.replace(/^\[|\]$/g, '');
        if (isIP(literal) !== 0) this.#checkAddress(literal, url);
      } catch (error) {
        callback(asError(error), null);
        return;
      }
      connect(options, (error, socket) => {
        if (error !== null) {
          callback(error, null);
          return;
        }
        try {
          this.#checkAddress(socket.remoteAddress ?? '', url);
        } catch (refusal) {
          socket.destroy();
          callback(asError(refusal), null);
          return;
        }
        callback(null, socket);
      });
    };
  }

  /** Resolves a name to the addresses that may be connected to; fails where none is left. */
  readonly #lookup: LookupFunction = (hostname, options, callback) => {
    this.#resolve(hostname, (error, found) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const allowed = found.filter(({ address }) => this.#allowsAddress(address));
      const [first] = allowed;
      if (first === undefined) {
        const list = found.map(({ address }) => address).join(', ');
        callback(
          offLimits('address', `${hostname} resolves to ${list}, which is not public`, hostname),
          '',
          0,
        );
      } else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };

  #allowsAddress(address: string): boolean {
    return this.#rules.allowPrivateAddresses || isPublicAddress(address);
  }

  #checkAddress(address: string, url: string): void {
    if (!this.#allowsAddress(address))
      throw offLimits('address', `the address ${address} is not public`, url);
  }
}

const OLD_VERSIONS: readonly (SecureVersion | null)[] = ['TLSv1', 'TLSv1.1'];

function tlsOptions(tls: TlsSettings | null) {
  if (tls === null) return {};
  const isOld = OLD_VERSIONS.includes(tls.minVersion);
  return {
    rejectUnauthorized: tls.verify,
    ...(tls.minVersion === null ? {} : { minVersion: tls.minVersion }),
    ...(isOld ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
    ...(tls.legacyRenegotiation ? { secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT } : {}),
    ...(tls.ca === null ? {} : { ca: [...rootCertificates, tls.ca] }),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
