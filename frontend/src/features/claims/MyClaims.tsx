import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { ClaimPartsFragment } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { may, useSession } from '../session/session';
import { ClaimDay } from './ClaimDay';
import { ClaimItem } from './ClaimItem';
import { ConflictItem } from './ConflictItem';
import { ClaimWithdrawal } from './Decisions';
import { claimsInMonth } from './facts';
import { MY_CLAIMS } from './operations';

/** One's own claims and what became of them, and the days of which two things are said. */
export function MyClaims() {
  const client = useClient();
  const { viewer } = useSession();
  const evidence = may(viewer, 'evidence:read');
  const leaves = may(viewer, 'leave:read');
  const [claiming, setClaiming] = useState(false);
  const [withdrawing, setWithdrawing] = useState<ClaimPartsFragment>();
  const read = useCallback(
    async () => (await ask(client, MY_CLAIMS, { evidence, leaves })).myPosting ?? null,
    [client, evidence, leaves],
  );
  const { value: posting, words, again } = useReading(read);
  if (words !== undefined || posting === undefined) {
    return (
      <div className="panel">
        {words === undefined ? <Loading rows={5} label="正在读取我的补签" /> : <Failure words={words} retry={again} />}
      </div>
    );
  }
  if (posting === null) {
    return (
      <div className="panel">
        <Empty title="还没有您的任职">任职登记后才能申请补签。请联系本级组织部门。</Empty>
      </div>
    );
  }
  const claims = posting.backfillRequests ?? [];
  const conflicts = posting.attendanceConflicts ?? [];
  const { count } = claimsInMonth(claims, civilDay());
  return (
    <>
      {conflicts.length > 0 && (
        <section className={`panel ${page.section ?? ''}`} aria-label="考勤对不上的日子">
          <div className={page.head}>
            <h2>考勤对不上的日子</h2>
            <p>由乡镇党委书记或县级组织部门裁定</p>
          </div>
          <ul>
            {conflicts.map((conflict) => (
              <ConflictItem key={`${conflict.id}-${conflict.state}`} conflict={conflict} />
            ))}
          </ul>
        </section>
      )}
      <section className={`panel ${page.section ?? ''}`} aria-label="我的补签申请">
        <div className={page.head}>
          <div>
            <h2>我的补签申请</h2>
            <p>{count === 0 ? '本月还没有申请过' : `本月申请 ${count} 次`}</p>
          </div>
          <Button
            type="primary"
            onClick={() => {
              setClaiming(true);
            }}
          >
            申请补签
          </Button>
        </div>
        {claims.length === 0 && <Empty title="还没有申请过补签">在岗而没能签到的日子，可以写明原因申请补签。</Empty>}
        <ul>
          {claims.map((claim) => (
            <ClaimItem
              key={claim.id}
              claim={claim}
              acts={
                claim.state === 'SUBMITTED' && (
                  <div className={item.acts}>
                    <Button
                      onClick={() => {
                        setWithdrawing(claim);
                      }}
                    >
                      撤回
                    </Button>
                  </div>
                )
              }
            />
          ))}
        </ul>
      </section>
      {claiming && (
        <ClaimDay
          done={() => {
            setClaiming(false);
            again();
          }}
          close={() => {
            setClaiming(false);
          }}
        />
      )}
      {withdrawing && (
        <ClaimWithdrawal
          claim={withdrawing}
          changed={again}
          close={() => {
            setWithdrawing(undefined);
          }}
        />
      )}
    </>
  );
}
