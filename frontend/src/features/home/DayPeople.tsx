import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { WhereaboutsBelowQuery, WhereaboutsBelowQueryVariables } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import shared from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { DayLine } from './DayLine';
import { WHEREABOUTS_BELOW } from './operations';
import { useFresh } from './useFresh';
import { type Line, type State, shownAs } from './whereabouts';

const PAGE = 50;

interface Props {
  regionCode: string | null;
  day: Day;
  state: State | null;
  around: string;
}

/** Those in post one by one, by place; each opens into what is known of the day. */
export function DayPeople({ regionCode, day, state, around }: Props) {
  const client = useClient();
  const [pages, setPages] = useState(1);
  const read = useCallback(async () => {
    const lines: Line[] = [];
    let after: string | null = null;
    for (let number = 0; number < pages; number += 1) {
      const variables: WhereaboutsBelowQueryVariables = {
        regionCode,
        day,
        states: state === null ? null : [state],
        first: PAGE,
        after,
      };
      const { whereabouts }: WhereaboutsBelowQuery = await ask(client, WHEREABOUTS_BELOW, variables);
      lines.push(...whereabouts.nodes);
      after = whereabouts.endCursor;
      if (after === null) break;
    }
    return { lines, more: after !== null, pages };
  }, [client, regionCode, day, state, pages]);
  const { value, words, again } = useFresh(`${regionCode ?? ''} ${day} ${state ?? ''}`, read);
  if (!value) {
    return words === undefined ? <Loading rows={8} label="正在读取名单" /> : <Failure words={words} retry={again} />;
  }
  if (value.lines.length === 0) {
    return (
      <Empty title={state === null ? '当天没有在任的选派干部' : `没有“${shownAs(state).name}”的人`}>
        {state === null ? '可以换一天，或换一个地方看。' : '再点一次上面的数字，看全部。'}
      </Empty>
    );
  }
  return (
    <>
      <ul>
        {value.lines.map((line) => (
          <DayLine key={line.postingId} line={line} day={day} around={around} />
        ))}
      </ul>
      {value.more && (
        <div className={shared.more}>
          <Button
            loading={value.pages < pages}
            onClick={() => {
              setPages(value.pages + 1);
            }}
          >
            再显示一些
          </Button>
        </div>
      )}
    </>
  );
}
