import { Segmented, Select } from 'antd';
import type { ClaimState, ConflictState } from '../../gql/graphql';
import { PageHead } from '../../shared/PageHead';
import { type Put, useAddress } from '../../shared/useAddress';
import { PlaceFinder } from '../acts/PlaceFinder';
import { areasOf } from '../home/areas';
import { may, type SignedIn, useSession } from '../session/session';
import styles from './Claims.module.css';
import { ClaimList } from './ClaimList';
import { ConflictList } from './ConflictList';
import { MyClaims } from './MyClaims';
import { CLAIM_STATES } from './terms';
import { type View, viewsOf } from './views';

const LEADS: Record<View, string> = {
  mine: '在岗而没能签到的日子，写明原因申请补签；同意后计入到岗。',
  waiting: '等您审批的补签和等您裁定的冲突，早的日子在前。系统只摆出两方事实，由您作出结论。',
  claims: '没能签到的日子，谁申请了补签，批没批、为什么。',
  conflicts: '同一天有两种说法的，先按先记的计，由乡镇党委书记或县级组织部门裁定。',
};

/** Claims to have been on duty, and days of which two things are said; the view and its filters stand in the address. */
export function ClaimsPage() {
  const { viewer } = useSession();
  const [parameters, put] = useAddress();
  const views = viewsOf(rights(viewer));
  const view = views.find((one) => one.value === parameters.get('view'))?.value ?? views[0]?.value ?? 'claims';
  const filter = { place: parameters.get('place'), state: parameters.get('state'), put };
  return (
    <>
      <PageHead title="补签与冲突" lead={LEADS[view]}>
        {views.length > 1 && (
          <Segmented<View>
            aria-label="看什么"
            value={view}
            options={views}
            onChange={(chosen) => {
              put({ view: chosen, state: null });
            }}
          />
        )}
      </PageHead>
      {view === 'mine' && (
        <div className={styles.own}>
          <MyClaims />
        </div>
      )}
      {view === 'waiting' && <Waiting />}
      {view === 'claims' && <Claims {...filter} />}
      {view === 'conflicts' && <Conflicts {...filter} />}
    </>
  );
}

function rights(viewer: SignedIn) {
  return {
    claims: may(viewer, 'attendance:claim'),
    decides: may(viewer, 'attendance:decide'),
    reads: areasOf(viewer).some((area) => area.kind !== 'self'),
  };
}

function Waiting() {
  return (
    <>
      <ConflictList
        title="待我裁定的冲突"
        regionCode={null}
        state={null}
        toDecide
        empty={{ title: '没有等您裁定的冲突', words: '考勤与请假、登记对不上时，会列在这里。' }}
      />
      <ClaimList
        title="待我审批的补签"
        regionCode={null}
        state={null}
        toDecide
        empty={{ title: '没有等您审批的补签', words: '干部申请补签后，会列在这里。' }}
      />
    </>
  );
}

interface FilterProps {
  place: string | null;
  state: string | null;
  put: Put;
}

const CLAIM_OPTIONS = Object.entries(CLAIM_STATES).map(([value, { name }]) => ({ value: value as ClaimState, label: name }));
const CONFLICT_OPTIONS: { value: ConflictState; label: string }[] = [
  { value: 'OPEN', label: '待裁定' },
  { value: 'DECIDED', label: '已裁定' },
];
const NONE = { title: '没有符合条件的', words: '换一个地方或状态再看。' };
const NO_CLAIMS = { title: '还没有补签申请', words: '干部在岗而没能签到的日子，申请补签后会列在这里。' };
const NO_CONFLICTS = { title: '没有考勤冲突', words: '同一天有两种说法时，会列在这里，由人裁定。' };

function Claims({ place, state, put }: FilterProps) {
  const chosen = CLAIM_OPTIONS.find((one) => one.value === state)?.value ?? null;
  return (
    <ClaimList
      title="补签申请"
      regionCode={place}
      state={chosen}
      toDecide={false}
      empty={place === null && chosen === null ? NO_CLAIMS : NONE}
      filters={<Filters place={place} state={chosen} options={CLAIM_OPTIONS} put={put} />}
    />
  );
}

function Conflicts({ place, state, put }: FilterProps) {
  const chosen = CONFLICT_OPTIONS.find((one) => one.value === state)?.value ?? null;
  return (
    <ConflictList
      title="考勤冲突"
      regionCode={place}
      state={chosen}
      toDecide={false}
      empty={place === null && chosen === null ? NO_CONFLICTS : NONE}
      filters={<Filters place={place} state={chosen} options={CONFLICT_OPTIONS} put={put} />}
    />
  );
}

interface FiltersProps extends FilterProps {
  options: { value: string; label: string }[];
}

function Filters({ place, state, options, put }: FiltersProps) {
  const { viewer } = useSession();
  return (
    <>
      {may(viewer, 'region:read') && (
        <div>
          <PlaceFinder
            aria-label="地方"
            placeholder="全部地方"
            value={place}
            onChange={(code) => {
              put({ place: code });
            }}
          />
        </div>
      )}
      <Select
        aria-label="状态"
        allowClear
        placeholder="全部状态"
        value={state}
        options={options}
        onChange={(chosen: string | undefined) => {
          put({ state: chosen ?? null });
        }}
      />
    </>
  );
}
