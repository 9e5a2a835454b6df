import { createHmac } from 'node:crypto';

/** The header that plain webhooks are signed in. */
export const SIGNATURE_HEADER = 'X-Nianbao-Signature';

/**
 * `t=<unix seconds>,v1=<hex>`: the HMAC-SHA256 of `<t>.<body>` under the shared secret. The time is under the
 * signature, so that a receiver can turn away what somebody recorded and sends again; docs/notices.md shows how.
 */
export function sign(body: string, secret: string, at: Date): string {
  const time = Math.floor(at.getTime() / 1000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}

/** 钉钉's 加签, for the query: the time in milliseconds, and the secret's own HMAC over time and secret. */
export function dingtalkSignature(secret: string, at: Date): { timestamp: string; sign: string } {
  const timestamp = String(at.getTime());
  const signature = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  return { timestamp, sign: signature };
}

/** 飞书's 签名校验, for the body: time and secret are the key, and nothing is what is signed. */
export function feishuSignature(secret: string, at: Date): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
  return { timestamp, sign: signature };
}
