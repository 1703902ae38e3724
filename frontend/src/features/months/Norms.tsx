import { Segmented, Switch } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { PresenceBelowQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { type Day, fullDayTitle } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { placeWithin } from '../../shared/words';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import { presenceWords } from './judgement';
import styles from './Months.module.css';
import { PRESENCE_BELOW } from './operations';
import { lastKnownDay } from './read';
import { CADENCES } from './terms';
import { keyOf, VerdictList } from './VerdictList';

type Entry = PresenceBelowQuery['presence']['nodes'][number];
type Cadence = (typeof CADENCES)[number]['value'];

interface Props {
  regionCode: string;
  month: string;
  around: string;
}

/** What the rulebook's norms say of everybody in post: by week, month, year and term, with reason and clause. */
export function Norms({ regionCode, month, around }: Props) {
  const client = useClient();
  const [below, setBelow] = useState(true);
  const [cadence, setCadence] = useState<Cadence>('ALL');
  const on = lastKnownDay(month);
  const read = useCallback(
    async (after: string | null) => {
      const asked = { regionCode, on, only: below ? (['UNMET', 'WARNED'] as const).slice() : null, after };
      const { nodes, endCursor } = (await ask(client, PRESENCE_BELOW, asked)).presence;
      return { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } };
    },
    [client, regionCode, on, below],
  );
  const pages = usePages(read);
  const shown = pages.nodes
    ?.map((one) => ({ ...one, verdicts: one.verdicts.filter((it) => cadence === 'ALL' || it.cadence === cadence) }))
    .filter((one) => one.verdicts.length > 0);
  return (
    <PagedSection
      title="达标情况"
      about={`${fullDayTitle(on)}所在的周、月、年和任期一并判`}
      aside={
        <div className={styles.tools}>
          <label className={styles.switch}>
            <Switch checked={below} onChange={setBelow} aria-label="只看没达到的" />
            只看没达到的
          </label>
          <Segmented aria-label="按什么期" value={cadence} options={[...CADENCES]} onChange={setCadence} />
        </div>
      }
      reading="正在读取达标情况"
      empty={{ title: below ? '没有人未达到要求' : '没有要判的', words: emptyWords(pages.hasMore, below) }}
      pages={{ ...pages, nodes: shown }}
      item={(one) => <NormItem key={one.postingId} entry={one} on={on} around={around} />}
    />
  );
}

function emptyWords(hasMore: boolean, below: boolean): string {
  if (hasMore) return '已看过的人里没有；下面还有。';
  if (below) return '已判的各期都达到了要求，或当地还没有启用在岗要求。关掉开关看全部。';
  return '当地还没有启用在岗要求。';
}

function NormItem({ entry, on, around }: { entry: Entry; on: Day; around: string }) {
  return (
    <ExpandableItem
      className={styles.norm}
      head={
        <>
          <span className={item.name}>
            <b>{entry.cadreName}</b>
            <span className={item.note}>{placeWithin(entry.placeName, around)}</span>
          </span>
          <span className={styles.marks}>
            {entry.verdicts.map((one) => {
              const { words, tone } = presenceWords(one);
              return (
                <span key={keyOf(one)} className={styles.norming}>
                  {one.period} <span className="numeric">{Number(one.measured)} / {one.required}</span>
                  {one.measure === 'NIGHTS' ? ' 晚' : ' 天'} <Mark {...(tone && { tone })}>{words}</Mark>
                </span>
              );
            })}
          </span>
        </>
      }
    >
      <VerdictList postingId={entry.postingId} on={on} of={entry.verdicts} />
    </ExpandableItem>
  );
}
