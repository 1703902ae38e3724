import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { PersonKnownQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { civilDay, clockTime, dayTitle, monthOf } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { useReading } from '../../shared/useReading';
import { dayName, daysOnDuty, ROLE_NAMES } from '../../shared/words';
import { UnmaskDialog } from '../postings/UnmaskDialog';
import { may, useSession } from '../session/session';
import styles from './Visit.module.css';
import { PERSON_KNOWN } from './looking';

type Known = NonNullable<PersonKnownQuery['posting']>;

const PHONE = [{ value: 'PHONE' as const, label: '手机号' }];

/** What the records say of a person before one looks: today, this month, leave, and how to call. */
export function KnownPanel({ postingId }: { postingId: string }) {
  const client = useClient();
  const { viewer } = useSession();
  const [today] = useState(civilDay);
  const read = useCallback(
    async () =>
      (
        await ask(client, PERSON_KNOWN, {
          id: postingId,
          month: monthOf(today),
          attendance: may(viewer, 'attendance:read'),
          logs: may(viewer, 'worklog:read'),
          leave: may(viewer, 'leave:read'),
        })
      ).posting ?? null,
    [client, postingId, today, viewer],
  );
  const { value: known, words } = useReading(read);
  if (words !== undefined) return <p className={item.note}>系统里的记录没有读到：{words} 可以先登记。</p>;
  if (known === undefined) return <p className={item.note}>正在读取系统里的记录…</p>;
  if (known === null) return null;
  return (
    <dl className={styles.known} aria-label="系统里的记录">
      <dt>今天</dt>
      <dd>{todayOf(known, today)}</dd>
      {known.month != null && (
        <>
          <dt>本月</dt>
          <dd className="numeric">
            到岗 {daysOnDuty(known.month)} 天，日志 {known.month.logDays} 篇
            {lacking(known) > 0 && `，其中 ${lacking(known)} 篇不完整`}
          </dd>
        </>
      )}
      <dt>任职</dt>
      <dd>
        {ROLE_NAMES[known.role]} · {known.sendingUnit.name}
      </dd>
      {known.cadre.phone !== null && (
        <>
          <dt>电话</dt>
          <dd>
            <Phone cadre={known.cadre} masked={known.cadre.phone} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Phone({ cadre, masked }: { cadre: Known['cadre']; masked: string }) {
  const { viewer } = useSession();
  const [asking, setAsking] = useState(false);
  const [phone, setPhone] = useState<string>();
  if (phone !== undefined) return <a href={`tel:${phone}`}>拨打 {phone}</a>;
  return (
    <>
      <span className="numeric">{masked}</span>
      {may(viewer, 'cadre:unmask') && (
        <Button
          type="link"
          size="small"
          onClick={() => {
            setAsking(true);
          }}
        >
          查看号码
        </Button>
      )}
      {asking && (
        <UnmaskDialog
          cadre={cadre}
          fields={PHONE}
          show={(shown) => {
            setPhone(shown.phone ?? undefined);
          }}
          close={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

function lacking(known: Known): number {
  return known.workLogs?.filter(({ incomplete }) => incomplete.length > 0).length ?? 0;
}

/** Leave first: whoever is away with leave is not missing. */
function todayOf({ attendanceDays, leaves }: Known, today: string): string {
  const leave = leaves?.nodes.find(
    (one) => one.state === 'APPROVED' && one.fromDay <= today && today <= one.toDay,
  );
  if (leave) {
    const until = leave.toDay === today ? '今天止' : `到${dayTitle(leave.toDay)}`;
    return `${leave.kind === 'OFFICIAL_TRIP' ? '因公外出' : '请假'}，已批准，${until}`;
  }
  const day = attendanceDays?.find((one) => one.day === today);
  if (!day) return '还没有签到，也没有请假';
  const checked = day.firstCheckInAt === null ? (day.registered ? '（登记）' : '') : `（${clockTime(day.firstCheckInAt)} 签到）`;
  return `${dayName(day.status, day.afternoon)}${checked}`;
}
