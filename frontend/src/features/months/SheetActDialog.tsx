import { App } from 'antd';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { monthTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { ActDialog } from '../acts/ActDialog';
import { useSession } from '../session/session';
import { judgementOf, STAGES } from './judgement';
import styles from './Months.module.css';
import { REOPEN, SEAL, SIGN, TOTAL, VERIFY } from './mutations';
import type { Act } from './next';
import { type Capacity, capacityIn } from './rights';
import type { MonthRow } from './rows';

interface Props {
  act: Act;
  rows: readonly MonthRow[];
  townshipCode: string;
  townshipName: string;
  month: string;
  done: () => void;
  close: () => void;
}

interface Said {
  title: string;
  lead: string;
  label: string;
  done: string;
}

/** One act on the sheets of a township's month: what it means, whose sheets, and one button. */
export function SheetActDialog({ act, rows, townshipCode, townshipName, month, done, close }: Props) {
  const client = useClient();
  const { viewer } = useSession();
  const { message } = App.useApp();
  const capacity = capacityIn(viewer, townshipCode, townshipName);
  const said = words(act, rows.length, `${townshipName}${monthTitle(month)}`, capacity);
  const sheetIds = rows.flatMap((row) => row.sheet?.id ?? []);
  const contentHashes = rows.flatMap((row) => row.sheet?.contentHash ?? []);
  const send = (reason: string, idempotencyKey: string) => {
    const named = { townshipCode, month, idempotencyKey };
    if (act === 'total') return tell(client, TOTAL, named);
    if (act === 'sign') return tell(client, SIGN, { ...named, sheetIds, contentHashes });
    if (act === 'seal') return tell(client, SEAL, { ...named, sheetIds });
    if (act === 'verify') return tell(client, VERIFY, { ...named, sheetIds, contentHashes });
    return tell(client, REOPEN, { input: { ...named, sheetIds, reason } });
  };
  return (
    <ActDialog
      title={said.title}
      lead={said.lead}
      label={said.label}
      danger={act === 'reopen'}
      {...(act === 'reopen' && { reason: { label: '退回的理由' } })}
      act={({ reason }, idempotencyKey) => send(reason, idempotencyKey)}
      done={() => {
        void message.success(said.done);
        done();
      }}
      close={close}
    >
      <ul className={styles.signing} aria-label="涉及的月表">
        {rows.map((row) => (
          <Line key={row.id} row={row} act={act} />
        ))}
      </ul>
    </ActDialog>
  );
}

function Line({ row, act }: { row: MonthRow; act: Act }) {
  const { words: judged } = judgementOf(row);
  const hash = row.sheet?.contentHash;
  const missing = [
    row.blank.length > 0 && `${row.blank.length} 个工作日没有记录`,
    row.unlogged.length > 0 && `缺 ${row.unlogged.length} 篇日志`,
  ].filter((one) => one !== false);
  return (
    <li>
      <span>
        <b>{row.person.cadre.name}</b>
        <span className={item.note}>
          {row.onDuty === null ? '' : `到岗 ${row.onDuty} 天 · `}
          {act === 'total' || act === 'reopen' ? STAGES[row.stage].name : judged}
          {act === 'total' && missing.length > 0 && ` · ${missing.join('，')}`}
        </span>
      </span>
      {act !== 'total' && act !== 'reopen' && hash != null && (
        <code title={hash} aria-label={`内容摘要 ${hash}`}>
          {hash.slice(0, 12)}…
        </code>
      )}
    </li>
  );
}

function words(act: Act, count: number, whose: string, capacity: Capacity | undefined): Said {
  const as = capacity === undefined ? '' : capacity.actingFor === null ? `以${capacity.office}身份` : `代理${capacity.actingFor}，以${capacity.office}身份`;
  const said: Record<Act, Said> = {
    total: {
      title: `统计${whose}`,
      lead: '按村里登记、签到和批准的请假统计每个人的当月。签字以前可以重新统计；已签字而内容没有变的不动，内容有变的签字失效。',
      label: '统计',
      done: '已统计，等书记签字。',
    },
    sign: {
      title: `签字认定${whose}`,
      lead: `您${as}对下列 ${count} 张月表的内容签字认定。签的是内容摘要：以后内容有任何变动，签字就失效。`,
      label: `签字 ${count} 张`,
      done: `已签字 ${count} 张，等经办人盖章。`,
    },
    seal: {
      title: `盖章${whose}`,
      lead: `盖章后当月锁定，这 ${count} 人当月的考勤不能再改，县里可以看到内容。确有差错的，由县里退回重开。`,
      label: `盖章 ${count} 张`,
      done: `已盖章 ${count} 张，等县里查验。`,
    },
    verify: {
      title: `查验${whose}`,
      lead: `确认下列 ${count} 张月表与书记签字认定的内容一致。有问题的不要查验，选中后退回重开。`,
      label: `查验 ${count} 张`,
      done: `已查验 ${count} 张。`,
    },
    reopen: {
      title: `退回重开${whose}`,
      lead: `下列 ${count} 张月表退回乡镇：书记的签字随之失效，当月可以更改，须重新统计、签字、盖章。退回前的内容、签字人和您的理由都留存。`,
      label: `退回 ${count} 张，签字失效`,
      done: `已退回 ${count} 张，签字已失效。`,
    },
  };
  return said[act];
}
