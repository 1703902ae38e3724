import { Select } from 'antd';
import { useCallback, useId, useState } from 'react';
import { useClient } from 'urql';
import type { SignalPartsFragment } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { More } from '../acts/More';
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
  const { nodes, total, words, restWords, hasMore, busy, more, again } = usePages(read);
  const narrowed = kind !== null || month !== null || postingId !== null || answered !== null;
  return (
    <section className={`panel ${styles.section ?? ''}`} aria-label="疑点清单">
      <div className={page.head}>
        <h2>
          {placeName} · {kind === null ? '全部疑点' : SIGNAL_KINDS[kind].name}
        </h2>
        {total !== undefined && <p className="numeric">共 {total} 条，日子近的在前</p>}
      </div>
      <div className={page.filters}>
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
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={5} label="正在读取疑点" />}
      {nodes?.length === 0 && (
        <Empty title={narrowed ? '没有这样的疑点' : '没有疑点'}>
          {narrowed ? '换个条件再看看。' : `${placeName}的签到、照片和日志没有对不上的地方。`}
        </Empty>
      )}
      <ul>
        {nodes?.map((one) => (
          <SignalItem
            key={one.id}
            signal={one}
            around={around}
            today={today}
            person={() => {
              put({ view: 'leads', posting: one.postingId, signal: null, answered: null, state: 'ALL' });
            }}
          />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
    </section>
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
  const [open, setOpen] = useState(false);
  const detail = useId();
  const { cadre, kind, day, answer } = signal;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={detail}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span className={styles.name}>
          <b>{cadre?.name ?? '—'}</b>
          <span className={styles.note}>{placeWithin(signal.placeName, around)}</span>
        </span>
        <span className={styles.name}>
          <span>{SIGNAL_KINDS[kind].name}</span>
          <span className={styles.note}>{span(day, day, today)}</span>
        </span>
        <span className={styles.state}>
          <Mark {...(answer !== null && { tone: 'good' as const })}>{answer === null ? '未说明' : '已说明'}</Mark>
        </span>
        <i className={open ? `${styles.caret ?? ''} ${styles.turned ?? ''}` : styles.caret} aria-hidden="true" />
      </button>
      <div id={detail} hidden={!open} className={styles.detail}>
        {open && (
          <SignalDetail signal={signal} titled={false}>
            {may(viewer, 'lead:read') && (
              <button type="button" className={styles.link} onClick={person}>
                看此人的线索
              </button>
            )}
          </SignalDetail>
        )}
      </div>
    </li>
  );
}
