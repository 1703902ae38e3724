import { Select } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { LeadsQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { OnwardItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { placeWithin } from '../../shared/words';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import { VIOLATIONS } from '../inspections/terms';
import styles from './Cases.module.css';
import { Narrowing } from './Narrowing';
import { ago, span, standing } from './lead';
import type { ListProps } from './LeadBoard';
import { LEADS } from './operations';
import { choices, LEAD_KINDS, LEAD_STATES } from './terms';

type Listed = LeadsQuery['leads']['nodes'][number];

const STATES = [...choices(LEAD_STATES), { value: 'ALL' as const, label: '全部状态' }];

/** Leads one by one, the latest first; a line opens the lead. */
export function LeadList({ regionCode, placeName, around, filter, put, today }: ListProps) {
  const client = useClient();
  const { kind, month, posting: postingId } = filter;
  const state = filter.state ?? 'OPEN';
  const read = useCallback(
    async (after: string | null) => {
      const wanted = { regionCode, kind, state: state === 'ALL' ? null : state, month, postingId, after };
      return (await ask(client, LEADS, wanted)).leads;
    },
    [client, regionCode, kind, state, month, postingId],
  );
  const pages = usePages(read);
  const narrowed = kind !== null || month !== null || postingId !== null || state !== 'OPEN';
  return (
    <PagedSection
      title={`${placeName} · ${kind === null ? '全部种类' : LEAD_KINDS[kind].name}`}
      label="线索清单"
      unit="条"
      order="新的在前"
      reading="正在读取线索"
      empty={{
        title: narrowed ? '没有这样的线索' : '没有等人核实的线索',
        words: narrowed ? '换个条件再看看。' : `${placeName}现在没有对不上的地方。有了会列在这里。`,
      }}
      filters={
        <>
          <Select
            aria-label="状态"
            value={state}
            options={STATES}
            onChange={(chosen) => {
              put({ state: chosen === 'OPEN' ? null : chosen });
            }}
          />
          <Select
            aria-label="种类"
            allowClear
            placeholder="全部种类"
            value={kind}
            options={choices(LEAD_KINDS)}
            onChange={(chosen: string | undefined) => {
              put({ kind: chosen ?? null });
            }}
          />
          <Narrowing filter={filter} put={put} />
        </>
      }
      pages={pages}
      item={(one) => (
        <LeadItem
          key={one.id}
          lead={one}
          around={around}
          today={today}
          open={() => {
            put({ lead: one.id });
          }}
        />
      )}
    />
  );
}

function LeadItem({ lead, around, today, open }: { lead: Listed; around: string; today: Day; open: () => void }) {
  const { words, tone } = standing(lead);
  const where = placeWithin(lead.placeName, around);
  return (
    <OnwardItem
      className={styles.item}
      open={open}
      head={
        <>
          <span className={item.name}>
            <b>{lead.posting?.cadre.name ?? where}</b>
            <span className={item.note}>{where}</span>
          </span>
          <span className={item.name}>
            <span>
              {LEAD_KINDS[lead.kind].name}
              {lead.violation !== null && `（${VIOLATIONS[lead.violation].name}）`}
            </span>
            <span className={item.note}>
              {span(lead.since, lead.until, today)}
              {lead.responsibleName !== null && ` · 签字人 ${lead.responsibleName}`}
            </span>
          </span>
          <span className={item.state}>
            <Mark {...(tone && { tone })}>{words}</Mark>
            <span className={item.note}>{ago(lead.raisedAt, today)}提出</span>
          </span>
        </>
      }
    />
  );
}
