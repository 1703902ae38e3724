import { Alert } from 'antd';
import { Link } from 'react-router';
import type { Refusal } from './useAct';

/** The service's words of refusal; where two persons have to act, the way to where they do. */
export function RefusalNote({ refusal }: { refusal: Refusal | undefined }) {
  if (refusal === undefined) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      style={{ marginBottom: 16 }}
      title={refusal.words}
      description={refusal.code === 'NEEDS_APPROVAL' && <Link to="/approvals">去看两人办理的事项</Link>}
    />
  );
}
