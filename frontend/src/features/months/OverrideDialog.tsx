import { Form, InputNumber, Select } from 'antd';
import { useClient } from 'urql';
import type { Outcome } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { daysOfMonth, monthTitle } from '../../shared/days';
import { OUTCOME_NAMES } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { useProposed } from '../acts/useProposed';
import { OVERRIDE } from './mutations';
import type { Sheet } from './rows';

interface Props {
  sheet: Sheet;
  who: string;
  month: string;
  close: () => void;
}

interface Typed {
  onDutyDays?: number | null;
  outcome?: Outcome | null;
}

/** Asking for a figure of a sealed sheet to be corrected: another person has to agree. */
export function OverrideDialog({ sheet, who, month, close }: Props) {
  const client = useClient();
  const proposed = useProposed();
  return (
    <ActDialog<Typed>
      title={`更正${who}${monthTitle(month)}的月表`}
      lead="更正已盖章的月表须由另一人同意后生效。盖章时的内容原样保留，更正列在旁边；逐日考勤和按它计算的补助不变。"
      label="提出更正"
      reason={{ label: '更正的理由' }}
      act={async ({ onDutyDays, outcome, reason }, idempotencyKey) => {
        const { proposeSheetOverride } = await tell(client, OVERRIDE, {
          input: {
            idempotencyKey,
            sheetId: sheet.id,
            reason,
            onDutyDays: onDutyDays == null ? null : String(onDutyDays),
            outcome: outcome ?? null,
          },
        });
        proposed(proposeSheetOverride.summary);
      }}
      done={close}
      close={close}
    >
      <Form.Item name="onDutyDays" label={`到岗天数（现在是 ${sheet.onDutyDays ?? '—'} 天，可有半天）`}>
        <InputNumber min={0} max={daysOfMonth(month).length} step={0.5} placeholder="不更正的不填" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="outcome" label={`判定（现在是${sheet.outcome === null ? '—' : OUTCOME_NAMES[sheet.outcome]}）`}>
        <Select
          allowClear
          placeholder="不更正的不选"
          options={Object.entries(OUTCOME_NAMES).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
    </ActDialog>
  );
}
