import { Select } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { LeadsQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { More } from '../acts/More';
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
  const { nodes, total, words, restWords, hasMore, busy, more, again } = usePages(read);
  const narrowed = kind !== null || month !== null || postingId !== null;
  return (
    <section className={`panel ${styles.section ?? ''}`} aria-label="线索清单">
      <div className={page.head}>
        <h2>
          {placeName} · {kind === null ? '全部种类' : LEAD_KINDS[kind].name}
        </h2>
        {total !== undefined && <p className="numeric">共 {total} 条，新的在前</p>}
      </div>
      <div className={page.filters}>
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
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={5} label="正在读取线索" />}
      {nodes?.length === 0 && (
        <Empty title={state === 'OPEN' && !narrowed ? '没有等人核实的线索' : '没有这样的线索'}>
          {narrowed || state !== 'OPEN' ? '换个条件再看看。' : `${placeName}现在没有对不上的地方。有了会列在这里。`}
        </Empty>
      )}
      <ul>
        {nodes?.map((one) => (
          <LeadItem
            key={one.id}
            lead={one}
            around={around}
            today={today}
            open={() => {
              put({ lead: one.id });
            }}
          />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
    </section>
  );
}

function LeadItem({ lead, around, today, open }: { lead: Listed; around: string; today: Day; open: () => void }) {
  const { words, tone } = standing(lead);
  const where = placeWithin(lead.placeName, around);
  return (
    <li className={styles.item}>
      <button type="button" className={styles.head} onClick={open}>
        <span className={styles.name}>
          <b>{lead.posting?.cadre.name ?? where}</b>
          <span className={styles.note}>{where}</span>
        </span>
        <span className={styles.name}>
          <span>
            {LEAD_KINDS[lead.kind].name}
            {lead.violation !== null && `（${VIOLATIONS[lead.violation].name}）`}
          </span>
          <span className={styles.note}>
            {span(lead.since, lead.until, today)}
            {lead.responsibleName !== null && ` · 签字人 ${lead.responsibleName}`}
          </span>
        </span>
        <span className={styles.state}>
          <Mark {...(tone && { tone })}>{words}</Mark>
          <span className={styles.note}>{ago(lead.raisedAt, today)}提出</span>
        </span>
        <i className={styles.caret} aria-hidden="true" />
      </button>
    </li>
  );
}
