import { App, Button, Form, Segmented, Select } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { DelegationsQuery, RegionLevel } from '../../gql/graphql';
import { actionName } from '../../shared/actions';
import { ask, tell } from '../../shared/ask';
import { civilDay, type Day } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import { PageHead } from '../../shared/PageHead';
import { Empty, Failure, Loading } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { termOf } from '../account/terms';
import { ActDialog } from '../acts/ActDialog';
import { DayField } from '../acts/DayField';
import { More } from '../acts/More';
import { PlaceFinder } from '../acts/PlaceFinder';
import { usePages } from '../acts/usePages';
import { useSession } from '../session/session';
import styles from './Delegations.module.css';
import { DELEGATE, DELEGATIONS, REVOKE_DELEGATION } from './operations';

type Delegation = DelegationsQuery['delegations']['nodes'][number];

const BELOW: readonly RegionLevel[] = ['CITY', 'COUNTY', 'TOWNSHIP'];
// Whatever a place's roles do there other than read; the service says which of them a place of that level has.
const HANDED = [
  'activity:record',
  'attendance:register',
  'bulletin:publish',
  'cadre:export',
  'cadre:unmask',
  'cadre:update',
  'evidence:attach',
  'inspection:plan',
  'insurance:record',
  'park:manage',
  'plugin:activate',
  'revenue:record',
  'roster:import',
  'sheet:override',
  'sheet:seal',
  'sheet:sign',
  'sheet:total',
  'stipend:prepare',
  'stipend:release',
];

/** What has been handed down to places below, and handing down and taking back. */
export function DelegationsPage() {
  const client = useClient();
  const [shown, setShown] = useState<'now' | 'all'>('now');
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Delegation>();
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, DELEGATIONS, { activeOn: shown === 'now' ? civilDay() : null, after })).delegations,
    [client, shown],
  );
  const { nodes, words, restWords, hasMore, busy, more, again } = usePages(read);
  return (
    <>
      <PageHead
        title="委托"
        lead="把日常管理的事项委托给下级地方。委托之后，当地各角色只在委托有效期间能办这些事项；撤销即不能再办。"
      >
        <Segmented
          value={shown}
          onChange={setShown}
          options={[
            { value: 'now', label: '现行' },
            { value: 'all', label: '全部' },
          ]}
        />
        <Button
          type="primary"
          onClick={() => {
            setMaking(true);
          }}
        >
          新的委托
        </Button>
      </PageHead>
      <section className="panel" aria-label="委托">
        {words !== undefined && <Failure words={words} retry={again} />}
        {words === undefined && !nodes && <Loading label="正在读取委托" />}
        {nodes?.length === 0 && (
          <Empty title={shown === 'now' ? '现在没有委托' : '没有委托过'}>没有委托时，各角色按权限策略办理。</Empty>
        )}
        <ul>
          {nodes?.map((delegation) => (
            <Line key={delegation.id} delegation={delegation} revoke={setRevoking} />
          ))}
        </ul>
        <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      </section>
      {making && (
        <Making
          made={again}
          close={() => {
            setMaking(false);
          }}
        />
      )}
      {revoking && (
        <Revoking
          delegation={revoking}
          revoked={again}
          close={() => {
            setRevoking(undefined);
          }}
        />
      )}
    </>
  );
}

function Line({ delegation, revoke }: { delegation: Delegation; revoke: (delegation: Delegation) => void }) {
  const { viewer } = useSession();
  const { placeName, regionCode, actions, validFrom, validTo, reason, delegatedBy, revokedBy, revokeReason } = delegation;
  const over = validTo !== null && (validTo <= civilDay() || validTo <= validFrom);
  return (
    <li className={styles.line}>
      <div>
        <p className={styles.title}>
          <b>{placeName === null ? regionCode : placeWithin(placeName, viewer.tenant.name)}</b>
          {delegation.revokedAt !== null ? (
            <Mark>已撤销</Mark>
          ) : over ? (
            <Mark>已到期</Mark>
          ) : validFrom > civilDay() ? (
            <Mark tone="late">尚未开始</Mark>
          ) : (
            <Mark tone="good">有效</Mark>
          )}
        </p>
        <p>{actions.map(actionName).join('、')}</p>
        <p className={`${styles.quiet ?? ''} numeric`}>{termOf({ validFrom, validTo })}</p>
        <p className={styles.quiet}>
          委托：{delegatedBy ?? '—'}，{reason}
        </p>
        {delegation.revokedAt !== null && (
          <p className={styles.quiet}>
            撤销：{revokedBy ?? '—'}，{revokeReason ?? ''}
          </p>
        )}
      </div>
      {!over && delegation.revokedAt === null && (
        <Button
          onClick={() => {
            revoke(delegation);
          }}
        >
          撤销
        </Button>
      )}
    </li>
  );
}

interface Typed {
  regionCode: string;
  actions: string[];
  validFrom: Day;
  validTo?: Day | null;
}

function Making({ made, close }: { made: () => void; close: () => void }) {
  const client = useClient();
  const { message } = App.useApp();
  return (
    <ActDialog<Typed>
      title="新的委托"
      label="委托"
      reason={{ label: '委托的理由' }}
      initial={{ validFrom: civilDay() }}
      act={({ validTo, ...typed }, idempotencyKey) =>
        tell(client, DELEGATE, { input: { ...typed, idempotencyKey, validTo: validTo ?? null } })
      }
      done={() => {
        void message.success('已委托。');
        made();
        close();
      }}
      close={close}
    >
      <Form.Item name="regionCode" label="受托地" rules={[{ required: true, message: '请选择受托地。' }]}>
        <PlaceFinder levels={BELOW} below />
      </Form.Item>
      <Form.Item name="actions" label="委托的事项" rules={[{ required: true, message: '请至少选一项。' }]}>
        <Select
          mode="multiple"
          placeholder="选择事项"
          showSearch={{ optionFilterProp: 'label' }}
          options={HANDED.map((action) => ({ value: action, label: actionName(action) }))}
        />
      </Form.Item>
      <Form.Item name="validFrom" label="开始日期" rules={[{ required: true, message: '请选择开始日期。' }]}>
        <DayField from={civilDay()} />
      </Form.Item>
      <Form.Item name="validTo" label="到期日期" extra="从这一天起不再有效；不填则直到撤销。">
        <DayField from={civilDay()} placeholder="直到撤销" />
      </Form.Item>
    </ActDialog>
  );
}

function Revoking({ delegation, revoked, close }: { delegation: Delegation; revoked: () => void; close: () => void }) {
  const client = useClient();
  const { message } = App.useApp();
  return (
    <ActDialog
      title={`撤销委托：${delegation.placeName ?? delegation.regionCode}`}
      lead={`${delegation.actions.map(actionName).join('、')}。撤销后，当地的下一次操作即不能再办。`}
      label="撤销委托"
      danger
      reason={{ label: '撤销的理由' }}
      act={({ reason }) => tell(client, REVOKE_DELEGATION, { id: delegation.id, reason })}
      done={() => {
        void message.success('已撤销。');
        revoked();
        close();
      }}
      close={close}
    />
  );
}
