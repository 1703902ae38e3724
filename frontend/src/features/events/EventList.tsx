import { useCallback } from 'react';
import { useClient } from 'urql';
import type { EventKind } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { type MonthText, monthTitle } from '../../shared/days';
import { PagedSection } from '../acts/PagedSection';
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
  const announces = may(viewer, 'event:announce');
  return (
    <PagedSection
      title={kind === null ? '逐件' : `逐件 · ${KIND_NAMES[kind]}`}
      label="逐件"
      unit="件"
      order="晚的在前；点开看每个人"
      reading="正在读取必到事项"
      empty={{
        title: `${monthTitle(month)}没有${kind === null ? '必到事项' : KIND_NAMES[kind]}`,
        words: announces
          ? '有这五类事情时，点“发布必到事项”写明时间、地点，应到的人即可看到；突发事件可以事后补登。'
          : '乡镇或村发布后会列在这里。',
      }}
      pages={usePages(read)}
      item={(event) => (
        <EventItem
          key={event.id}
          event={event}
          whole={area.regionCode !== null && event.regionCode.startsWith(area.regionCode)}
          around={around}
          changed={changed}
        />
      )}
    />
  );
}
