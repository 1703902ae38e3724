import type { LeadKind, LeadState, SignalKind } from '../../gql/graphql';
import { isMonth, type MonthText } from '../../shared/days';
import { LEAD_KINDS, LEAD_STATES, SIGNAL_KINDS } from './terms';

/** The lists of the page: leads, signals, and what one has to answer oneself. */
export type View = 'leads' | 'signals' | 'mine';

/** What stands in the address: which list, of what, and which lead is open. */
export interface Filter {
  view: View | null;
  area: string | null;
  place: string | null;
  /** Null is whatever stands open; ALL is whatever was raised. */
  state: LeadState | 'ALL' | null;
  kind: LeadKind | null;
  signal: SignalKind | null;
  month: MonthText | null;
  posting: string | null;
  answered: boolean | null;
  lead: string | null;
}

/** Changes to the address; null takes a name out of it. */
export type Put = (changes: Partial<Record<keyof Filter, string | null>>) => void;

export function readFilter(parameters: URLSearchParams): Filter {
  const month = parameters.get('month');
  const answered = parameters.get('answered');
  return {
    view: known(parameters.get('view'), VIEWS),
    area: parameters.get('area'),
    place: parameters.get('place'),
    state: known(parameters.get('state'), { ...LEAD_STATES, ALL: true }),
    kind: known(parameters.get('kind'), LEAD_KINDS),
    signal: known(parameters.get('signal'), SIGNAL_KINDS),
    month: isMonth(month) ? month : null,
    posting: parameters.get('posting'),
    answered: answered === 'yes' ? true : answered === 'no' ? false : null,
    lead: parameters.get('lead'),
  };
}

const VIEWS: Record<View, true> = { leads: true, signals: true, mine: true };

/** The text if it is one of the names, so that an old or mistyped address shows everything instead of failing. */
function known<Name extends string>(text: string | null, names: Record<Name, unknown>): Name | null {
  return text !== null && Object.hasOwn(names, text) ? (text as Name) : null;
}
