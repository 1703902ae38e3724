import { App, Button, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import type { BulletinsQuery } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { fullDayTitle, momentTitle } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { useReading } from '../../shared/useReading';
import { placeWithin } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import { BULLETIN_GROUNDS, BULLETINS, PUBLISH_BULLETIN } from './followUp';
import styles from './Inspections.module.css';
import { PRESENCES, SUBJECTS } from './terms';

type Bulletin = BulletinsQuery['bulletins']['nodes'][number];
type Shown = 'all' | 'drafts' | 'published';
const PUBLISHED: Record<Shown, boolean | null> = { all: null, drafts: false, published: true };

/** Bulletins of which the person may know, the latest first; drafts are published from here. */
export function Bulletins() {
  const client = useClient();
  const { viewer } = useSession();
  const [shown, setShown] = useState<Shown>('all');
  const [publishing, setPublishing] = useState<Bulletin>();
  const publishes = may(viewer, 'bulletin:publish');
  const read = useCallback(
    async (after: string | null) => (await ask(client, BULLETINS, { published: PUBLISHED[shown], after })).bulletins,
    [client, shown],
  );
  const pages = usePages(read);
  return (
    <PagedSection
      title="通报"
      aside={
        publishes && (
          <Segmented<Shown>
            aria-label="哪些通报"
            value={shown}
            onChange={setShown}
            options={[
              { value: 'all', label: '全部' },
              { value: 'drafts', label: '草稿' },
              { value: 'published', label: '已发布' },
            ]}
          />
        )
      }
      reading="正在读取通报"
      empty={{
        title: '没有通报',
        words: publishes ? '打开一次检查，在“检查结果”里选几条，点“起草通报”。' : '发布给您的通报会列在这里。',
      }}
      pages={pages}
      item={(one) => (
        <Item
          key={one.id}
          bulletin={one}
          publish={
            publishes && one.publishedAt === null
              ? () => {
                  setPublishing(one);
                }
              : undefined
          }
        />
      )}
    >
      {publishing && (
        <PublishDialog
          bulletin={publishing}
          done={pages.again}
          close={() => {
            setPublishing(undefined);
          }}
        />
      )}
    </PagedSection>
  );
}

function Item({ bulletin, publish }: { bulletin: Bulletin; publish: (() => void) | undefined }) {
  const { viewer } = useSession();
  const { posting, unit, publishedAt } = bulletin;
  const place = placeWithin(bulletin.placeName, viewer.tenant.name);
  const about = bulletin.subject === 'PERSON' ? posting?.cadre.name : bulletin.subject === 'UNIT' ? unit?.name : place;
  return (
    <ExpandableItem
      head={
        <>
          <span className={item.name}>
            <b>{bulletin.title}</b>
            <span className={item.note}>
              {SUBJECTS[bulletin.subject]}：{about ?? '—'} ·{' '}
              <span className="numeric">{momentTitle(publishedAt ?? bulletin.createdAt)}</span>
              {publishedAt === null ? ' 起草' : ' 发布'}
            </span>
          </span>
          <Mark tone={publishedAt === null ? 'calm' : 'good'}>{publishedAt === null ? '草稿' : '已发布'}</Mark>
        </>
      }
    >
      <div className={styles.detail}>
        <p className={styles.words}>{bulletin.content}</p>
        <Grounds bulletinId={bulletin.id} />
        {publish && (
          <Button type="primary" onClick={publish}>
            发布通报
          </Button>
        )}
      </div>
    </ExpandableItem>
  );
}

/** On which findings it rests, as far as the person may see them. */
function Grounds({ bulletinId }: { bulletinId: string }) {
  const client = useClient();
  const { viewer } = useSession();
  const read = useCallback(async () => {
    const { node } = await ask(client, BULLETIN_GROUNDS, { id: bulletinId });
    return node && 'grounds' in node ? node.grounds : [];
  }, [client, bulletinId]);
  const { value: grounds, words } = useReading(read);
  if (words !== undefined) return <p className={item.note}>依据的检查结果没有读到：{words}</p>;
  if (!grounds || grounds.length === 0) return null;
  return (
    <div>
      <p className={item.note}>依据的检查结果</p>
      <ul>
        {grounds.map((ground) => (
          <li key={ground.id}>
            <span className="numeric">{fullDayTitle(ground.foundOn)}</span>{' '}
            {placeWithin(ground.placeName, viewer.tenant.name)}
            {ground.presence !== null && ` ${PRESENCES[ground.presence].name}`}（
            <Link to={`/inspections/${ground.inspection.id}`}>{ground.inspection.title}</Link>）
          </li>
        ))}
      </ul>
    </div>
  );
}

function PublishDialog({ bulletin, done, close }: { bulletin: Bulletin; done: () => void; close: () => void }) {
  const client = useClient();
  const { message } = App.useApp();
  return (
    <ActDialog
      title={`发布：${bulletin.title}`}
      lead="发布后，被通报的一方和他们的上级都看得到，不能再改。"
      label="发布"
      act={(_, idempotencyKey) => tell(client, PUBLISH_BULLETIN, { id: bulletin.id, idempotencyKey })}
      done={() => {
        void message.success('已发布。');
        done();
        close();
      }}
      close={close}
    />
  );
}
