import { Alert, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import type { PersonalField, UnmaskMutation } from '../../gql/graphql';
import { wordsOf } from '../../shared/failure';
import { may, useSession } from '../session/session';
import { POSTING_PERSON } from './operations';
import styles from './PersonLine.module.css';
import { UnmaskDialog } from './UnmaskDialog';
import { useClearing } from './useClearing';

type Shown = UnmaskMutation['unmask'];

const SHOWN_SECONDS = 60;
const FIELDS = [
  ['ID_NUMBER', 'idNumber', '身份证号'],
  ['PHONE', 'phone', '手机号'],
  ['BANK_ACCOUNT', 'bankAccount', '银行账号'],
  ['ADDRESS', 'address', '住址'],
] as const satisfies readonly (readonly [PersonalField, keyof Shown, string])[];

/** A cadre's numbers, masked; whoever may see them in clear does so for a reason, and for a minute. */
export function PersonLine({ postingId }: { postingId: string }) {
  const { viewer } = useSession();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const hide = useCallback(() => {
    setShown(undefined);
  }, []);
  const left = useClearing(shown, SHOWN_SECONDS, hide);
  const [{ data, error }] = useQuery({ query: POSTING_PERSON, variables: { id: postingId } });
  const cadre = data?.posting?.cadre;
  if (error) return <Alert type="error" showIcon role="alert" title={wordsOf(error)} />;
  if (!cadre) return null;

  const stored = FIELDS.filter(([, name]) => cadre[name]);
  return (
    <div className={styles.line} role="group" aria-label={`${cadre.name}的个人信息`}>
      <dl className={styles.facts} aria-live="polite">
        {stored.map(([field, name, title]) => {
          const clear = shown?.[name];
          return (
            <div key={field}>
              <dt>{title}</dt>
              <dd className={clear ? styles.clear : undefined}>{clear ?? cadre[name]}</dd>
            </div>
          );
        })}
      </dl>
      {shown && (
        <Button size="small" onClick={hide}>
          隐藏<span className="numeric">（{left} 秒后自动隐藏）</span>
        </Button>
      )}
      {!shown && may(viewer, 'cadre:unmask') && (
        <Button
          size="small"
          onClick={() => {
            setAsking(true);
          }}
        >
          查看完整信息
        </Button>
      )}
      {asking && (
        <UnmaskDialog
          cadre={cadre}
          fields={stored.map(([field, , title]) => ({ value: field, label: title }))}
          show={setShown}
          close={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}
