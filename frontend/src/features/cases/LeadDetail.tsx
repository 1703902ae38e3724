import { Button } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { OneLeadQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { Clause } from '../../shared/Clause';
import type { Day } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { placeWithin } from '../../shared/words';
import { VIOLATIONS } from '../inspections/terms';
import { useSession } from '../session/session';
import styles from './Cases.module.css';
import { Compared } from './Compared';
import type { Put } from './filter';
import { History } from './History';
import { LeadActs } from './LeadActs';
import { gist, span, standing } from './lead';
import { LEAD } from './operations';
import { useThumbnails } from './photos';
import { SignalDetail } from './SignalDetail';
import { LEAD_KINDS } from './terms';

export type OneLead = NonNullable<OneLeadQuery['lead']>;

interface Props {
  id: string;
  today: Day;
  put: Put;
  /** After something was done about it. */
  changed: () => void;
}

/** One lead: why it was raised, what contradicts what, what was said to it, and what may be done. */
export function LeadDetail({ id, today, put, changed }: Props) {
  const client = useClient();
  const read = useCallback(async () => (await ask(client, LEAD, { id })).lead, [client, id]);
  const { value: lead, words, again } = useReading(read);
  const back = (
    <Button
      onClick={() => {
        put({ lead: null });
      }}
    >
      ‹ 回到清单
    </Button>
  );
  if (lead) {
    return (
      <>
        <div className={styles.back}>{back}</div>
        <Opened
          lead={lead}
          today={today}
          changed={() => {
            again();
            changed();
          }}
        />
      </>
    );
  }
  return (
    <>
      <div className={styles.back}>{back}</div>
      <div className="panel">
        {words !== undefined && <Failure words={words} retry={again} />}
        {words === undefined && lead === undefined && <Loading rows={7} label="正在读取线索" />}
        {lead === null && <Empty title="没有找到这条线索">它可能不在您的管辖范围内，或者与您本人有关。</Empty>}
      </div>
    </>
  );
}

function Opened({ lead, today, changed }: { lead: OneLead; today: Day; changed: () => void }) {
  const { viewer } = useSession();
  const { words, tone } = standing(lead);
  const { name, about } = LEAD_KINDS[lead.kind];
  const where = placeWithin(lead.placeName, viewer.tenant.name);
  return (
    <article className={styles.lead}>
      <header className={styles.leadHead}>
        <h1>
          {lead.posting ? `${lead.posting.cadre.name} · ` : ''}
          {name}
          {lead.violation !== null && `（${VIOLATIONS[lead.violation].name}）`}
        </h1>
        <p>
          <Mark {...(tone && { tone })}>{words}</Mark> {where} · {span(lead.since, lead.until, today)}
        </p>
        <p className={page.quiet}>{about}</p>
      </header>
      <section className={`panel ${styles.why ?? ''}`} aria-label="为什么提出来">
        <div className={page.head}>
          <h2>为什么提出来</h2>
        </div>
        <div className={styles.inside}>
          <p>{(lead.signals?.totalCount ?? 0) > 0 ? gist(lead.reason) : lead.reason}</p>
          {lead.kind === 'PRESENCE_DOUBT' && (
            <p className={page.quiet}>30 天内的疑点合计到 6 分，或者一条就有 5 分，才提出来请人核实；分数只管提不提，不作结论。</p>
          )}
          {lead.clauses.map((clause) => (
            <Clause key={clause} words={clause} />
          ))}
        </div>
      </section>
      <div className={styles.columns}>
        <div className={styles.column}>
          {(lead.sheet !== null || (lead.findings?.length ?? 0) > 0) && <Compared lead={lead} today={today} />}
          {lead.signals !== null && lead.signals.nodes.length > 0 && <Signals lead={lead} />}
        </div>
        <div className={styles.column}>
          <LeadActs lead={lead} today={today} changed={changed} />
          <History lead={lead} />
        </div>
      </div>
    </article>
  );
}

function Signals({ lead }: { lead: OneLead }) {
  const signals = lead.signals?.nodes ?? [];
  const photos = signals.flatMap(({ evidence, otherEvidence }) => [...(evidence ?? []), ...(otherEvidence ?? [])]);
  const { thumbnails, words } = useThumbnails(photos.map(({ id }) => id));
  const answered = signals.filter((one) => one.answer !== null).length;
  return (
    <section className="panel" aria-label="由哪些疑点形成">
      <div className={page.head}>
        <h2>由哪些疑点形成</h2>
        <p className="numeric">
          {lead.signals?.totalCount ?? 0} 条，本人说明了 {answered} 条
        </p>
      </div>
      {words !== undefined && (
        <p role="alert" className={styles.inside}>
          照片没有取到：{words}
        </p>
      )}
      <ul>
        {signals.map((signal) => (
          <li key={signal.id} className={styles.inside}>
            <SignalDetail signal={signal} thumbnails={{ found: words === undefined ? thumbnails : new Map() }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
