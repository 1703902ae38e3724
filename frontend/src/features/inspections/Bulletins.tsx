import { App, Button, Segmented } from 'antd';
import { useCallback, useId, useState } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import type { BulletinsQuery } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { fullDayTitle, momentTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { placeWithin } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { More } from '../acts/More';
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
  const { nodes, words, restWords, hasMore, busy, more, again } = usePages(read);
  return (
    <section className="panel" aria-label="通报">
      <div className={page.head}>
        <h2>通报</h2>
        {publishes && (
          <Segmented<Shown>
            value={shown}
            onChange={setShown}
            options={[
              { value: 'all', label: '全部' },
              { value: 'drafts', label: '草稿' },
              { value: 'published', label: '已发布' },
            ]}
          />
        )}
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={5} label="正在读取通报" />}
      {nodes?.length === 0 && (
        <Empty title="没有通报">
          {publishes ? '打开一次检查，在“检查结果”里选几条，点“起草通报”。' : '发布给您的通报会列在这里。'}
        </Empty>
      )}
      <ul>
        {nodes?.map((one) => (
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
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      {publishing && (
        <PublishDialog
          bulletin={publishing}
          done={again}
          close={() => {
            setPublishing(undefined);
          }}
        />
      )}
    </section>
  );
}

function Item({ bulletin, publish }: { bulletin: Bulletin; publish: (() => void) | undefined }) {
  const { viewer } = useSession();
  const [open, setOpen] = useState(false);
  const detail = useId();
  const { posting, unit, publishedAt } = bulletin;
  const place = placeWithin(bulletin.placeName, viewer.tenant.name);
  const about = bulletin.subject === 'PERSON' ? posting?.cadre.name : bulletin.subject === 'UNIT' ? unit?.name : place;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-expanded={open}
        aria-controls={detail}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span className={styles.name}>
          <b>{bulletin.title}</b>
          <span className={styles.note}>
            {SUBJECTS[bulletin.subject]}：{about ?? '—'} ·{' '}
            <span className="numeric">{momentTitle(publishedAt ?? bulletin.createdAt)}</span>
            {publishedAt === null ? '起草' : '发布'}
          </span>
        </span>
        <span />
        <span className={styles.state}>
          <Mark tone={publishedAt === null ? 'calm' : 'good'}>{publishedAt === null ? '草稿' : '已发布'}</Mark>
        </span>
        <i className={open ? `${styles.caret ?? ''} ${styles.turned ?? ''}` : styles.caret} aria-hidden="true" />
      </button>
      <div id={detail} hidden={!open} className={styles.detail}>
        <p className={styles.words}>{bulletin.content}</p>
        {open && <Grounds bulletinId={bulletin.id} />}
        {publish && (
          <Button type="primary" onClick={publish}>
            发布通报
          </Button>
        )}
      </div>
    </li>
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
  if (words !== undefined) return <p className={styles.note}>依据的检查结果没有读到：{words}</p>;
  if (!grounds || grounds.length === 0) return null;
  return (
    <div>
      <p className={styles.note}>依据的检查结果</p>
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
