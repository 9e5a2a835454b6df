/** What a portal's YAML says about TLS, for servers that a current client refuses to talk to. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { TlsSettings } from '../../../crawlers/contract.js';

const VERSIONS = [
  'TLSv1',
  'TLSv1.1',
  'TLSv1.2',
  'TLSv1.3',
] as const satisfies readonly TlsSettings['minVersion'][];
/** What Node asks for anyway. */
const USUAL_VERSION = 'TLSv1.2';

export const tlsSchema = z.strictObject({
  verify: z
    .boolean()
    .default(true)
    .describe(
      'Whether the certificate must be valid. With `false`, anyone between you and the site can forge pages: add the missing certificate as `ca` instead if that is enough.',
    ),
  minVersion: z.enum(VERSIONS).optional().describe(`The oldest TLS to talk; by default ${USUAL_VERSION}.`),
  legacyRenegotiation: z
    .boolean()
    .default(false)
    .describe('Whether to connect to servers that only support the old, insecure renegotiation.'),
  ca: z
    .string()
    .min(1)
    .optional()
    .describe(
      "A PEM file, relative to the portal's file, with certificates to trust in addition to the usual ones: for servers that leave out an intermediate.",
    ),
});

/**
 * The settings that differ from the usual; null where none does.
 * @param folder what `ca` is relative to
 * @throws a zod error, for a `ca` that cannot be read or holds no certificate
 */
export function tlsSettings(
  given: z.infer<typeof tlsSchema> | undefined,
  folder: string,
): TlsSettings | null {
  if (given === undefined) return null;
  const { verify, legacyRenegotiation } = given;
  const minVersion = given.minVersion === USUAL_VERSION ? null : (given.minVersion ?? null);
  const ca = given.ca === undefined ? null : readCertificates(resolve(folder, given.ca));
  const isUsual = verify && minVersion === null && !legacyRenegotiation && ca === null;
  return isUsual ? null : { verify, minVersion, legacyRenegotiation, ca };
}

function readCertificates(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw fault(`${file} cannot be read`, file);
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw fault(`${file} holds no certificate in PEM`, file);
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch {
    throw fault(`${file} holds a damaged certificate`, file);
  }
  return text;
}

function fault(message: string, input: string): Error {
  return new z.core.$ZodRealError([{ code: 'custom', path: ['tls', 'ca'], message, input }]);
}
