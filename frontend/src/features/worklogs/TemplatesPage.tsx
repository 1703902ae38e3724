import { App, Button, Form, Input } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { LogTemplatesQuery } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import page from '../../shared/Page.module.css';
import { PageHead } from '../../shared/PageHead';
import { Empty, Failure, Loading } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { More } from '../acts/More';
import { PlaceFinder } from '../acts/PlaceFinder';
import { usePages } from '../acts/usePages';
import { widestPlace } from '../acts/widest';
import { may, type SignedIn, useSession } from '../session/session';
import { ADD_LOG_TEMPLATE, LOG_TEMPLATES, RETIRE_LOG_TEMPLATE } from './operations';
import styles from './WorkLogs.module.css';

type Template = LogTemplatesQuery['workLogTemplates']['nodes'][number];

/** The skeletons from which logs may start: laid down by the offices of a place for it and everything below. */
export function TemplatesPage() {
  const client = useClient();
  const { viewer } = useSession();
  const [adding, setAdding] = useState(false);
  const [retiring, setRetiring] = useState<Template>();
  const read = useCallback(
    async (after: string | null) => (await ask(client, LOG_TEMPLATES, { after })).workLogTemplates,
    [client],
  );
  const { nodes, total, words, restWords, hasMore, busy, more, again } = usePages(read);
  const done = () => {
    setAdding(false);
    setRetiring(undefined);
    again();
  };
  return (
    <>
      <PageHead title="日志模板" lead="写工作日志时一点就能套用的提纲。立在哪里，那里及其下各地的选派干部都能用；要改的，停用后另立一个。">
        {mayLayDown(viewer) && (
          <Button
            type="primary"
            onClick={() => {
              setAdding(true);
            }}
          >
            立一个模板
          </Button>
        )}
      </PageHead>
      <section className="panel" aria-label="在用的模板">
        <div className={page.head}>
          <h2>在用的模板</h2>
          {total !== undefined && total > 0 && <p className="numeric">{total} 个</p>}
        </div>
        {words !== undefined && <Failure words={words} retry={again} />}
        {words === undefined && !nodes && <Loading rows={4} label="正在读取模板" />}
        {nodes?.length === 0 && (
          <Empty title="还没有模板">
            {mayLayDown(viewer) ? '立一个提纲，如“工作内容：”“走访情况：”“下一步：”，干部写日志时点一下就套用。' : '上级或当地立了模板后会列在这里。'}
          </Empty>
        )}
        <ul>
          {nodes?.map((template) => (
            <li key={template.id} className={styles.template}>
              <span>
                <b>{template.title}</b>
                <span className={styles.note}> {placeWithin(template.placeName, viewer.tenant.name)}及其下各地</span>
              </span>
              {mayLayDown(viewer) && template.regionCode.startsWith(widestPlace(viewer) ?? '-') && (
                <Button
                  size="small"
                  aria-label={`停用“${template.title}”`}
                  onClick={() => {
                    setRetiring(template);
                  }}
                >
                  停用
                </Button>
              )}
              <p className={styles.skeleton}>{template.content}</p>
            </li>
          ))}
        </ul>
        <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      </section>
      {adding && (
        <AddDialog
          done={done}
          close={() => {
            setAdding(false);
          }}
        />
      )}
      {retiring && (
        <RetireDialog
          template={retiring}
          done={done}
          close={() => {
            setRetiring(undefined);
          }}
        />
      )}
    </>
  );
}

/** A place's own offices lay down templates; a cadre, who looks after no place, uses them. */
function mayLayDown(viewer: SignedIn): boolean {
  return may(viewer, 'register:record') && widestPlace(viewer) !== undefined;
}

interface DialogProps {
  done: () => void;
  close: () => void;
}

interface Typed {
  regionCode: string;
  title: string;
  content: string;
}

function AddDialog({ done, close }: DialogProps) {
  const client = useClient();
  return (
    <ActDialog<Typed>
      title="立一个日志模板"
      label="立模板"
      act={({ regionCode, title, content }, idempotencyKey) =>
        tell(client, ADD_LOG_TEMPLATE, { input: { idempotencyKey, regionCode, title, content } })
      }
      done={done}
      close={close}
    >
      <Form.Item name="title" label="模板名称" rules={[{ required: true, whitespace: true, message: '请写模板名称。' }]}>
        <Input maxLength={60} placeholder="如：入户走访" />
      </Form.Item>
      <Form.Item name="regionCode" label="给哪里用" rules={[{ required: true, message: '请选择地方。' }]}>
        <PlaceFinder />
      </Form.Item>
      <Form.Item
        name="content"
        label="提纲"
        extra="一行一个标题，后面加冒号。干部没有填的标题不算内容。"
        rules={[{ required: true, whitespace: true, message: '请写提纲。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} placeholder={'工作内容：\n走访情况：\n下一步：'} />
      </Form.Item>
    </ActDialog>
  );
}

function RetireDialog({ template, done, close }: DialogProps & { template: Template }) {
  const client = useClient();
  const { message } = App.useApp();
  return (
    <ActDialog
      title="停用日志模板"
      lead={`“${template.title}”停用后不再提供套用；已写的日志不受影响。`}
      label="停用"
      act={async (_, idempotencyKey) => {
        await tell(client, RETIRE_LOG_TEMPLATE, { id: template.id, idempotencyKey });
        message.success('已停用。');
      }}
      done={done}
      close={close}
    />
  );
}
