import { Button } from 'antd';
import type { ApprovalPartsFragment, ApprovalState } from '../../gql/graphql';
import { momentTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import { may, useSession } from '../session/session';
import styles from './Approvals.module.css';

export type ApprovalAct = 'agree' | 'refuse' | 'withdraw';

const STATES: Record<ApprovalState, { name: string; tone?: 'good' | 'late' | 'calm' }> = {
  PENDING: { name: '待审批', tone: 'calm' },
  APPROVED: { name: '已同意', tone: 'good' },
  REJECTED: { name: '已驳回', tone: 'late' },
  WITHDRAWN: { name: '已撤回' },
  EXPIRED: { name: '已过期' },
};

/** One request: what would happen, who wants it and why, how it went, and what may be done about it. */
export function ApprovalItem({ request, act }: { request: ApprovalPartsFragment; act: (act: ApprovalAct) => void }) {
  const { viewer } = useSession();
  const { name, ...tone } = STATES[request.state];
  const pending = request.state === 'PENDING';
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <p className={styles.title}>
          <b>{request.title}</b>
          <Mark {...tone}>{name}</Mark>
        </p>
        <p className={styles.summary}>{request.summary}</p>
        <dl className={styles.facts}>
          <dt>理由</dt>
          <dd>{request.reason}</dd>
          <dt>提出</dt>
          <dd className="numeric">
            {request.requestedBy ?? '—'}，{momentTitle(request.requestedAt)}
          </dd>
          {pending && (
            <>
              <dt>期限</dt>
              <dd className="numeric">{momentTitle(request.expiresAt)} 前</dd>
            </>
          )}
          {request.decidedAt !== null && (
            <>
              <dt>办结</dt>
              <dd className="numeric">
                {request.decidedBy === null ? '' : `${request.decidedBy}，`}
                {momentTitle(request.decidedAt)}
              </dd>
            </>
          )}
          {request.decisionNote !== null && (
            <>
              <dt>意见</dt>
              <dd>{request.decisionNote}</dd>
            </>
          )}
        </dl>
      </div>
      {pending && !request.mine && may(viewer, 'approval:decide') && (
        <div className={styles.acts}>
          <Button
            type="primary"
            onClick={() => {
              act('agree');
            }}
          >
            同意
          </Button>
          <Button
            onClick={() => {
              act('refuse');
            }}
          >
            驳回
          </Button>
        </div>
      )}
      {pending && request.mine && may(viewer, 'approval:propose') && (
        <div className={styles.acts}>
          <Button
            onClick={() => {
              act('withdraw');
            }}
          >
            撤回
          </Button>
        </div>
      )}
    </li>
  );
}
