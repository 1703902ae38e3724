import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { ask, tell } from '../../shared/ask';
import { PageHead } from '../../shared/PageHead';
import { Failure, Loading } from '../../shared/States';
import { useNarrow } from '../../shared/useNarrow';
import { useReading } from '../../shared/useReading';
import { ActDialog } from '../acts/ActDialog';
import { useProposed } from '../acts/useProposed';
import { may, useSession } from '../session/session';
import { type Draft, effectOf, type Role, type Rule, turned, wordsOfChange } from './draft';
import { POLICY, PROPOSE_POLICY_CHANGE } from './operations';
import styles from './Policy.module.css';
import { PolicyMatrix } from './PolicyMatrix';
import { RolePolicy } from './RolePolicy';

const NONE: Draft = new Map();

/** Which role may do what: by default, as this province has changed it, and now; and composing a change. */
export function PolicyPage() {
  const { viewer } = useSession();
  const client = useClient();
  const narrow = useNarrow();
  const read = useCallback(async () => (await ask(client, POLICY, {})).policy, [client]);
  const { value, words, again } = useReading(read);
  const [draft, setDraft] = useState<Draft>(NONE);
  const [proposing, setProposing] = useState(false);
  const changes = may(viewer, 'policy:change') && may(viewer, 'approval:propose');
  const turn = changes
    ? (role: Role, rule: Rule) => {
        setDraft((before) => turned(before, role, rule));
      }
    : undefined;
  const Shown = narrow ? RolePolicy : PolicyMatrix;
  return (
    <>
      <PageHead
        title="权限策略"
        lead={
          changes
            ? '每个角色能办哪些事。点一下拟定改动，写明理由后提请；另一人同意后，对所有人的下一次操作生效。'
            : '每个角色能办哪些事。由安全管理员提出改动，另一人同意后生效。'
        }
      />
      <section className="panel" aria-label="权限策略">
        {words !== undefined && <Failure words={words} retry={again} />}
        {words === undefined && !value && <Loading rows={10} label="正在读取权限策略" />}
        {value && (
          <>
            {!narrow && (
              <p className={styles.legend}>
                <span>
                  <i className={styles.yes}>✓</i>允许
                </span>
                <span>
                  <i className={styles.no}>–</i>不允许
                </span>
                <span>
                  <i className={`${styles.yes ?? ''} ${styles.changed ?? ''}`}>✓</i>本省改过
                </span>
                {changes && (
                  <span>
                    <i className={`${styles.yes ?? ''} ${styles.drafted ?? ''}`}>✓</i>拟改为
                  </span>
                )}
                <em>已变更 {value.version} 次</em>
              </p>
            )}
            <Shown roles={value.roles} draft={draft} turn={turn} />
          </>
        )}
      </section>
      {draft.size > 0 && (
        <div className={styles.drafts} role="region" aria-label="拟定的改动">
          <b>已拟定 {draft.size} 项改动</b>
          <Button
            onClick={() => {
              setDraft(NONE);
            }}
          >
            放弃
          </Button>
          <Button
            type="primary"
            onClick={() => {
              setProposing(true);
            }}
          >
            写理由并提请
          </Button>
        </div>
      )}
      {proposing && (
        <Proposal
          draft={draft}
          done={() => {
            setDraft(NONE);
            setProposing(false);
            again();
          }}
          close={() => {
            setProposing(false);
          }}
        />
      )}
    </>
  );
}

function Proposal({ draft, done, close }: { draft: Draft; done: () => void; close: () => void }) {
  const client = useClient();
  const proposed = useProposed();
  const changes = [...draft.values()];
  const propose = async ({ reason }: { reason: string }, idempotencyKey: string) => {
    const lines = changes.map(({ role, rule }) => ({ role, action: rule.action, effect: effectOf(rule) }));
    const told = await tell(client, PROPOSE_POLICY_CHANGE, { input: { idempotencyKey, changes: lines, reason } });
    proposed(told.proposePolicyChange.summary);
  };
  return (
    <ActDialog
      title="提请变更权限策略"
      lead="另一人同意后，对所有人的下一次操作生效。"
      label="提请审批"
      reason={{ label: '变更的理由' }}
      act={propose}
      done={done}
      close={close}
    >
      <ul className={styles.lines}>
        {changes.map((change) => (
          <li key={`${change.role} ${change.rule.action}`}>
            <b>{change.roleTitle}</b>
            <span>{change.rule.title}</span>
            <em>{wordsOfChange(change)}</em>
          </li>
        ))}
      </ul>
    </ActDialog>
  );
}
