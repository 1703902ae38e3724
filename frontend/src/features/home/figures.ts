import type { CountyFiguresQuery } from '../../gql/graphql';

/** A county's month: what the county table shows in one row. Sheets are null where nobody may read them. */
export interface CountyRow {
  code: string;
  name: string;
  city: string | null;
  postings: number;
  onDutyDays: number;
  averageDays: number;
  requiredDays: number | null;
  met: number | null;
  belowNorm: number | null;
  clause: string | null;
  totalled: number | null;
  signed: number | null;
  sealed: number | null;
}

const CITY_DIGITS = 4;

/** The rows of the table, by county code. */
export function countyRows(read: CountyFiguresQuery): CountyRow[] {
  const sheets = new Map(read.sheetFigures?.map((county) => [county.countyCode, county]));
  const cities = new Map(read.regions?.nodes.map((city) => [city.code, city.name]));
  return read.countyFigures.map((county) => {
    const progress = sheets.get(county.countyCode);
    const none = read.sheetFigures === undefined ? null : 0;
    return {
      code: county.countyCode,
      name: county.countyName,
      city: cities.get(county.countyCode.slice(0, CITY_DIGITS)) ?? null,
      postings: county.postings,
      onDutyDays: county.onDutyDays,
      averageDays: county.averageDays,
      requiredDays: county.requiredDays,
      met: county.met,
      belowNorm: county.belowNorm,
      clause: county.clause,
      totalled: progress?.totalled ?? none,
      signed: progress?.signed ?? none,
      sealed: progress?.sealed ?? none,
    };
  });
}

/** What the rows come to; a figure that no row has is null, a norm only when all rows that have one agree. */
export type Total = Omit<CountyRow, 'code' | 'name' | 'city' | 'clause'>;

export function totalOf(rows: readonly CountyRow[]): Total {
  const postings = sum(rows, 'postings') ?? 0;
  const onDutyDays = sum(rows, 'onDutyDays') ?? 0;
  const norms = new Set(rows.flatMap((row) => row.requiredDays ?? []));
  return {
    postings,
    onDutyDays,
    averageDays: postings === 0 ? 0 : onDutyDays / postings,
    requiredDays: norms.size === 1 ? ([...norms][0] ?? null) : null,
    met: sum(rows, 'met'),
    belowNorm: sum(rows, 'belowNorm'),
    totalled: sum(rows, 'totalled'),
    signed: sum(rows, 'signed'),
    sealed: sum(rows, 'sealed'),
  };
}

type Summed = 'postings' | 'onDutyDays' | 'met' | 'belowNorm' | 'totalled' | 'signed' | 'sealed';

function sum(rows: readonly CountyRow[], name: Summed): number | null {
  const known = rows.map((row) => row[name]).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((whole, part) => whole + part, 0);
}

/** A figure as text; what is not known is a dash. */
export function figure(value: number | null, digits = 0): string {
  return value === null ? '—' : value.toFixed(digits);
}
