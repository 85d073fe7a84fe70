/** Of the dates below: as the distributions announced them until then. */
export const distributionsDate = '2026-01-01';

/**
 * ID → VERSION_ID → the day on which free security updates of the main repositories end, long-term support that needs no
 * subscription included.
 */
const ends: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  almalinux: { '8': '2029-03-01', '9': '2032-05-31', '10': '2035-05-31' },
  alpine: {
    ...{
      '3.9': '2020-11-01',
      '3.10': '2021-05-01',
      '3.11': '2021-11-01',
      '3.12': '2022-05-01',
      '3.13': '2022-11-01',
      '3.14': '2023-05-01',
    },
    ...{
      '3.15': '2023-11-01',
      '3.16': '2024-05-23',
      '3.17': '2024-11-22',
      '3.18': '2025-05-09',
      '3.19': '2025-11-01',
      '3.20': '2026-04-01',
    },
    ...{ '3.21': '2026-11-01', '3.22': '2027-05-01', '3.23': '2027-11-01' },
  },
  amzn: {
    ...Object.fromEntries(['1', '2014', '2015', '2016', '2017', '2018'].map((version) => [version, '2023-12-31'])),
    '2': '2026-06-30',
    '2023': '2029-06-30',
  },
  centos: { '5': '2017-03-31', '6': '2020-11-30', '7': '2024-06-30', '8': '2021-12-31' },
  'centos-stream': { '8': '2024-05-31', '9': '2027-05-31', '10': '2030-01-01' },
  debian: {
    '6': '2016-02-29',
    '7': '2018-05-31',
    '8': '2020-06-30',
    '9': '2022-06-30',
    '10': '2024-06-30',
    '11': '2026-08-31',
    '12': '2028-06-30',
    '13': '2030-06-30',
  },
  fedora: {
    ...{ '34': '2022-06-07', '35': '2022-12-13', '36': '2023-05-16', '37': '2023-12-05', '38': '2024-05-21', '39': '2024-11-26' },
    ...{ '40': '2025-05-13', '41': '2025-12-15', '42': '2026-05-13' },
  },
  mariner: { '1.0': '2023-07-31', '2.0': '2025-07-31' },
  ol: { '6': '2021-03-31', '7': '2024-12-31', '8': '2029-07-31', '9': '2032-06-30', '10': '2035-06-30' },
  'opensuse-leap': {
    ...{ '42.1': '2017-05-17', '42.2': '2018-01-26', '42.3': '2019-06-30', '15.0': '2019-12-03', '15.1': '2021-02-02' },
    '15.2': '2022-01-04',
    '15.3': '2022-12-31',
    '15.4': '2023-12-07',
    '15.5': '2024-12-31',
    '15.6': '2026-04-30',
    '16.0': '2027-10-31',
  },
  rhel: { '6': '2020-11-30', '7': '2024-06-30', '8': '2029-05-31', '9': '2032-05-31', '10': '2035-05-31' },
  rocky: { '8': '2029-05-31', '9': '2032-05-31', '10': '2035-05-31' },
  // Images of SLE (BCI) are updated for nobody's money until the next service pack replaces this one.
  sles: {
    ...{ '12.5': '2024-10-31', '15.1': '2021-01-31', '15.2': '2021-12-31', '15.3': '2022-12-31', '15.4': '2023-12-31' },
    ...{ '15.5': '2024-12-31', '15.6': '2025-12-31', '15.7': '2031-07-31' },
  },
  ubuntu: {
    ...{ '12.10': '2014-05-16', '13.04': '2014-01-27', '13.10': '2014-07-17', '14.10': '2015-07-23', '15.04': '2016-02-04' },
    ...{ '15.10': '2016-07-28', '16.10': '2017-07-20', '17.04': '2018-01-13', '17.10': '2018-07-19', '18.10': '2019-07-18' },
    ...{ '19.04': '2020-01-23', '19.10': '2020-07-17' },
    ...{
      '12.04': '2017-04-28',
      '14.04': '2019-04-25',
      '16.04': '2021-04-30',
      '18.04': '2023-05-31',
      '20.04': '2025-05-31',
      '22.04': '2027-06-01',
    },
    ...{
      '20.10': '2021-07-22',
      '21.04': '2022-01-20',
      '21.10': '2022-07-14',
      '22.10': '2023-07-20',
      '23.04': '2024-01-25',
      '23.10': '2024-07-11',
    },
    ...{ '24.04': '2029-05-31', '24.10': '2025-07-10', '25.04': '2026-01-15' },
  },
};

/** The oldest versions of the table; what is older ended before them. */
const firsts: Readonly<Record<string, readonly [major: number, minor: number]>> = {
  alpine: [3, 9],
  centos: [5, 0],
  debian: [6, 0],
  fedora: [34, 0],
  ubuntu: [12, 4],
};

export type Support =
  | { readonly kind: 'until' | 'ended'; readonly date: string }
  /** Before the table begins. */
  | { readonly kind: 'long-ended' }
  /** A rolling release, a distribution or a version that the table does not have. */
  | { readonly kind: 'unknown' };

/** Whether a distribution still gets security updates, on the day of the table or a later one. @param day as `2026-01-31` */
export function distributionSupport(id: string, versionId: string, day: string): Support {
  const versions = Object.hasOwn(ends, id) ? ends[id]! : {};
  const date = [versionId, ...shorter(versionId)].flatMap((version) => (Object.hasOwn(versions, version) ? [versions[version]!] : []))[0];
  if (date !== undefined) return { kind: date <= (day > distributionsDate ? day : distributionsDate) ? 'ended' : 'until', date };
  return Object.hasOwn(firsts, id) && isBefore(versionId, firsts[id]!) ? { kind: 'long-ended' } : { kind: 'unknown' };
}

/** `3.18.4` → `3.18`, `3`; `7.9` → `7`. */
function shorter(version: string): readonly string[] {
  const parts = version.split('.', 4);
  return parts.slice(1).map((_, index) => parts.slice(0, parts.length - 1 - index).join('.'));
}

function isBefore(version: string, [major, minor]: readonly [number, number]): boolean {
  const match = /^(\d{1,4})(?:\.(\d{1,4}))?/.exec(version);
  if (match === null) return false;
  return Number(match[1]) < major || (Number(match[1]) === major && match[2] !== undefined && Number(match[2]) < minor);
}
