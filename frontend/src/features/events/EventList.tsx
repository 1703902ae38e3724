import { useCallback } from 'react';
import { useClient } from 'urql';
import type { EventKind } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { type MonthText, monthTitle } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from '../acts/More';
import { usePages } from '../acts/usePages';
import type { Area } from '../home/areas';
import { may, useSession } from '../session/session';
import { EventItem } from './EventItem';
import { EVENTS } from './operations';
import { KIND_NAMES } from './terms';

interface Props {
  area: Area;
  regionCode: string | null;
  month: MonthText;
  kind: EventKind | null;
  around: string;
  changed: () => void;
}

/** The month's events, the latest first; each opens into who was there. */
export function EventList({ area, regionCode, month, kind, around, changed }: Props) {
  const client = useClient();
  const { viewer } = useSession();
  const read = useCallback(
    async (after: string | null) => (await ask(client, EVENTS, { regionCode, month, kind, after })).events,
    [client, regionCode, month, kind],
  );
  const { nodes, total, words, restWords, hasMore, busy, more, again } = usePages(read);
  return (
    <section className="panel" aria-label="逐件">
      <div className={page.head}>
        <h2>{kind === null ? '逐件' : `逐件 · ${KIND_NAMES[kind]}`}</h2>
        {total !== undefined && total > 0 && <p className="numeric">共 {total} 件，晚的在前；点开看每个人</p>}
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={6} label="正在读取必到事项" />}
      {nodes?.length === 0 && (
        <Empty title={`${monthTitle(month)}没有${kind === null ? '必到事项' : KIND_NAMES[kind]}`}>
          {may(viewer, 'event:announce')
            ? '有这五类事情时，点“发布必到事项”写明时间、地点，应到的人即可看到；突发事件可以事后补登。'
            : '乡镇或村发布后会列在这里。'}
        </Empty>
      )}
      <ul>
        {nodes?.map((event) => (
          <EventItem
            key={event.id}
            event={event}
            whole={area.regionCode !== null && event.regionCode.startsWith(area.regionCode)}
            around={around}
            changed={changed}
          />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
    </section>
  );
}
