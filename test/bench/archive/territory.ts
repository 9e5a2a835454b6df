/** An invented country: counties with codes in the shape of GB/T 2260, their agencies, and the portals they publish on. */
import type { InventedAgency } from '../../../src/simulation/reports/generate-names.js';
import { DEPARTMENTS } from '../../../src/simulation/reports/generate-names.js';

/** Of real provinces, so that regions nest as they do in life; everything below them is invented. */
const PROVINCES = ['32', '33', '34', '36', '37', '41', '42', '43', '44', '51'] as const;
const CITIES = 12;
const COUNTIES = 10;

const FIRST = [...'云禾澄岚霁沐棠榆汀苇珩瑾槿砚芷蘅淞沅溆滢浔泠漪洧'];
const SECOND = [...'川陵浦原泽屏洲溪岭台湾港坪塘源峪丘门津桥'];
const THIRD = ['', '新', '古'];
const KINDS = [
  { suffix: '区', code: 1 },
  { suffix: '县', code: 21 },
  { suffix: '市', code: 81 },
] as const;
const TOWNS = ['北塘镇', '南溪镇', '东湖街道', '西岭街道'] as const;

export interface County {
  /** GB/T 2260 shape: province, city, county. */
  readonly region: string;
  readonly name: string;
  /** The portal of its city. */
  readonly portal: string;
  readonly agencies: readonly InventedAgency[];
}

/** A city's portal, on which all its counties publish. */
export interface Portal {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly baseUrl: string;
}

/** How many counties there are names and codes for. */
export const MOST_COUNTIES = PROVINCES.length * CITIES * COUNTIES;

/** The `index`-th county, from 0; the same whatever the size of the archive. */
export function countyAt(index: number): County {
  const place = Math.floor(index / COUNTIES);
  const province = PROVINCES[place % PROVINCES.length] ?? '33';
  const city = two(1 + Math.floor(place / PROVINCES.length));
  const kind = KINDS[index % KINDS.length] ?? KINDS[0];
  const region = `${province}${city}${two(kind.code + (index % COUNTIES))}`;
  const first = FIRST[index % FIRST.length] ?? '云';
  const second = SECOND[Math.floor(index / FIRST.length) % SECOND.length] ?? '川';
  const third = THIRD[Math.floor(index / (FIRST.length * SECOND.length))] ?? '';
  const name = `${first}${second}${third}${kind.suffix}`;
  return { region, name, portal: portalOf(region).id, agencies: agenciesOf(name, index) };
}

export function portalOf(region: string): Portal {
  const city = region.slice(0, 4);
  const id = `city-${city}`;
  return {
    id,
    name: `模拟城市${city}政府门户网站`,
    region: `${city}00`,
    baseUrl: `http://www.${id}.example/`,
  };
}

function agenciesOf(county: string, index: number): readonly InventedAgency[] {
  const names = [
    ['人民政府办公室', '政府办'],
    ...DEPARTMENTS.map((department) => [department, department]),
    ...TOWNS.map((town) => [town.endsWith('镇') ? `${town}人民政府` : `${town}办事处`, town]),
  ];
  return names.map(([name = '', short = ''], place) => ({
    name: `${county}${name}`,
    aliases: [`${county}${short}`],
    code: `${index + 1}${two(place)}`,
  }));
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
