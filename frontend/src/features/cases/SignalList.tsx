import { Select } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { SignalPartsFragment } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { placeWithin } from '../../shared/words';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import styles from './Cases.module.css';
import { span } from './lead';
import type { ListProps } from './LeadBoard';
import { Narrowing } from './Narrowing';
import { SIGNALS } from './operations';
import { SignalDetail } from './SignalDetail';
import { choices, SIGNAL_KINDS } from './terms';

const ANSWERED = [
  { value: 'no', label: '还没有说明' },
  { value: 'yes', label: '已说明' },
];

/** What was noticed in a place one by one, the latest day first; each opens into its reason and what was said to it. */
export function SignalList({ regionCode, placeName, around, filter, put, today }: ListProps) {
  const client = useClient();
  const { signal: kind, month, posting: postingId, answered } = filter;
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, SIGNALS, { regionCode, kind, month, postingId, answered, after })).signals,
    [client, regionCode, kind, month, postingId, answered],
  );
  const pages = usePages(read);
  const narrowed = kind !== null || month !== null || postingId !== null || answered !== null;
  return (
    <PagedSection
      title={`${placeName} · ${kind === null ? '全部疑点' : SIGNAL_KINDS[kind].name}`}
      label="疑点清单"
      unit="条"
      order="日子近的在前"
      reading="正在读取疑点"
      empty={{
        title: narrowed ? '没有这样的疑点' : '没有疑点',
        words: narrowed ? '换个条件再看看。' : `${placeName}的签到、照片和日志没有对不上的地方。`,
      }}
      filters={
        <>
          <Select
            aria-label="是否说明"
            allowClear
            placeholder="不论是否说明"
            value={answered === null ? null : answered ? 'yes' : 'no'}
            options={ANSWERED}
            onChange={(chosen: string | undefined) => {
              put({ answered: chosen ?? null });
            }}
          />
          <Select
            aria-label="种类"
            allowClear
            placeholder="全部种类"
            value={kind}
            options={choices(SIGNAL_KINDS)}
            popupMatchSelectWidth={false}
            onChange={(chosen: string | undefined) => {
              put({ signal: chosen ?? null });
            }}
          />
          <Narrowing filter={filter} put={put} />
        </>
      }
      pages={pages}
      item={(one) => (
        <SignalItem
          key={one.id}
          signal={one}
          around={around}
          today={today}
          person={() => {
            put({ view: 'leads', posting: one.postingId, signal: null, answered: null, state: 'ALL' });
          }}
        />
      )}
    />
  );
}

interface ItemProps {
  signal: SignalPartsFragment;
  around: string;
  today: Day;
  /** Shows the person's leads. */
  person: () => void;
}

function SignalItem({ signal, around, today, person }: ItemProps) {
  const { viewer } = useSession();
  const { cadre, kind, day, answer } = signal;
  return (
    <ExpandableItem
      className={styles.item}
      head={
        <>
          <span className={item.name}>
            <b>{cadre?.name ?? '—'}</b>
            <span className={item.note}>{placeWithin(signal.placeName, around)}</span>
          </span>
          <span className={item.name}>
            <span>{SIGNAL_KINDS[kind].name}</span>
            <span className={item.note}>{span(day, day, today)}</span>
          </span>
          <span className={item.state}>
            <Mark {...(answer !== null && { tone: 'good' as const })}>{answer === null ? '未说明' : '已说明'}</Mark>
          </span>
        </>
      }
    >
      <SignalDetail signal={signal} titled={false}>
        {may(viewer, 'lead:read') && (
          <button type="button" className={styles.link} onClick={person}>
            看此人的线索
          </button>
        )}
      </SignalDetail>
    </ExpandableItem>
  );
}
