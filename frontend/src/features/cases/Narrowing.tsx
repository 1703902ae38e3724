import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { useNarrow } from '../../shared/useNarrow';
import { useReading } from '../../shared/useReading';
import { placeWithin } from '../../shared/words';
import { Finder, type Found } from '../acts/Finder';
import { may, useSession } from '../session/session';
import type { Filter, Put } from './filter';
import { FIND_POSTED, POSTED } from './operations';

/** The month and the person to which a list is narrowed. */
export function Narrowing({ filter, put }: { filter: Filter; put: Put }) {
  const { viewer } = useSession();
  const narrow = useNarrow();
  return (
    <>
      <DatePicker
        picker="month"
        aria-label="月份"
        placeholder="全部月份"
        value={filter.month === null ? null : dayjs(`${filter.month}-01`)}
        format="YYYY年M月"
        inputReadOnly={narrow}
        onChange={(chosen) => {
          put({ month: chosen && !Array.isArray(chosen) ? chosen.format('YYYY-MM') : null });
        }}
      />
      {filter.posting !== null && (
        <Chosen
          postingId={filter.posting}
          clear={() => {
            put({ posting: null });
          }}
        />
      )}
      {filter.posting === null && may(viewer, 'cadre:read') && (
        <PersonFinder
          choose={(postingId) => {
            put({ posting: postingId });
          }}
        />
      )}
    </>
  );
}

function Chosen({ postingId, clear }: { postingId: string; clear: () => void }) {
  const client = useClient();
  const read = useCallback(async () => (await ask(client, POSTED, { id: postingId })).posting, [client, postingId]);
  const name = useReading(read).value?.cadre.name ?? '此人';
  return (
    <Button onClick={clear} aria-label={`只看${name}，点一下看所有人`}>
      只看 {name} <span aria-hidden="true">×</span>
    </Button>
  );
}

function PersonFinder({ choose }: { choose: (postingId: string | null) => void }) {
  const client = useClient();
  const { viewer } = useSession();
  const around = viewer.tenant.name;
  const find = useCallback(
    async (text: string): Promise<Found[]> => {
      if (text === '') return [];
      const { cadres } = await ask(client, FIND_POSTED, { nameStartsWith: text });
      return cadres.nodes.flatMap(({ name, postings }) =>
        postings.nodes.map((posting) => ({
          value: posting.id,
          label: name,
          where: placeWithin(posting.placeName, around) + (posting.endDate === null ? '' : '（已离任）'),
        })),
      );
    },
    [client, around],
  );
  return (
    <div>
      <Finder value={null} onChange={choose} find={find} placeholder="输入姓名查找" aria-label="人员" />
    </div>
  );
}
