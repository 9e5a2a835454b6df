import { describe, expect, test } from 'vitest';
import { FetchError } from '../../../crawlers/fetch/fetch-error.js';
import { Gate, isPublicAddress } from '../../../crawlers/fetch/gate.js';

const gate = new Gate({
  baseUrl: 'http://www.example.gov.cn/',
  hosts: ['example.gov.cn', 'cdn.example.com:8080', '10.1.2.3', '[::1]'],
  allowPrivateAddresses: false,
});

function rule(address: string): string | null {
  try {
    gate.check(new URL(address));
    return null;
  } catch (error) {
    return error instanceof FetchError && error.stop.kind === 'off_limits'
      ? error.stop.rule
      : 'another error';
  }
}

describe('what may be asked', () => {
  test.each([
    'http://example.gov.cn/a',
    'https://www.example.gov.cn/a',
    'http://www.example.gov.cn:443/',
    'http://WWW.EXAMPLE.GOV.CN./',
    'http://cdn.example.com:8080/',
  ])('%s', (address) => {
    expect(rule(address)).toBeNull();
  });
});

describe('what may not', () => {
  test.each([
    ['ftp://example.gov.cn/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['http://user:word@example.gov.cn/', 'host'],
    ['http://evil-example.gov.cn/', 'host'],
    ['http://example.gov.cn.evil.com/', 'host'],
    ['http://example.gov.cn:22/', 'host'],
    ['http://cdn.example.com/', 'host'],
    ['http://127.0.0.1/', 'host'],
    ['http://1.10.1.2.3/', 'unparsable'],
    ['http://10.1.2.3/', 'address'],
    ['http://167838211/', 'address'],
    ['http://0x0a.0x01.0x02.0x03/', 'address'],
    ['http://012.1.2.3/', 'address'],
    ['http://[::1]/', 'address'],
    ['http://[0:0:0:0:0:0:0:1]/', 'address'],
  ])('%s', (address, expected) => {
    if (expected === 'unparsable') expect(() => new URL(address)).toThrow();
    else expect(rule(address)).toBe(expected);
  });
});

describe('addresses', () => {
  test.each(['8.8.8.8', '114.114.114.114', '2400:3200::1', '[2606:4700::1111]'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '0.1.2.3',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.5',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
    '',
    'example.gov.cn',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
