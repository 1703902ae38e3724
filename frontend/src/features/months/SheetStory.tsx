import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { momentTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Failure } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { OUTCOME_NAMES, SHEET_NAMES } from '../../shared/words';
import styles from './Detail.module.css';
import { SHEET_HISTORY } from './operations';
import type { MonthRow } from './rows';

/** Through whose hands the sheet went, what was signed, and how it was sent back or corrected. */
export function SheetStory({ row: { sheet, stage } }: { row: MonthRow }) {
  if (sheet === undefined) return <p className={item.note}>还没有统计。</p>;
  const { signature } = sheet;
  const hash = sheet.contentHash;
  return (
    <>
      <ol className={styles.story}>
        <Step name="统计" who={sheet.totalledBy} at={sheet.totalledAt} />
        {signature ? (
          <Step
            name="签字"
            who={`${signature.name}（${signature.actingFor === null ? '' : `代理${signature.actingFor}，`}${signature.office}）`}
            at={signature.at}
            warning={signature.valid ? undefined : '签字已失效：签字以后考勤有变动，须重新统计、重新签字。'}
          />
        ) : (
          <Step name="签字" />
        )}
        <Step name="盖章" who={sheet.sealedBy} at={sheet.sealedAt} />
        <Step name="查验" who={sheet.verifiedBy} at={sheet.verifiedAt} />
      </ol>
      {stage === 'STALE' && <p className={item.late}>统计以后考勤有变动，须由经办人重新统计。</p>}
      {hash != null && (
        <p className={styles.hash}>
          签字所认定内容的摘要（SHA-256）
          <code>{hash}</code>
          {signature?.hash != null && (signature.hash === hash ? '与签字时的一致。' : '与签字时的不一致。')}
        </p>
      )}
      {sheet.withheld !== null && <p className={item.note}>{sheet.withheld}：内容和摘要在乡镇盖章后可见。</p>}
      <History sheetId={sheet.id} />
    </>
  );
}

interface StepProps {
  name: string;
  who?: string | null;
  at?: string | null;
  warning?: string | undefined;
}

function Step({ name, who, at, warning }: StepProps) {
  const done = at != null;
  return (
    <li data-done={done && warning === undefined}>
      <b>{name}</b>
      <span>
        {done ? `${who ?? '—'}，${momentTitle(at)}` : '还没有'}
        {warning !== undefined && <em className={item.late}>{warning}</em>}
      </span>
    </li>
  );
}

function History({ sheetId }: { sheetId: string }) {
  const client = useClient();
  const read = useCallback(async () => {
    const { node } = await ask(client, SHEET_HISTORY, { id: sheetId });
    return node !== null && 'reopenings' in node ? node : undefined;
  }, [client, sheetId]);
  const { value, words, again } = useReading(read);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (value === undefined || value.reopenings.length + value.overrides.length === 0) return null;
  return (
    <ul className={styles.history}>
      {value.reopenings.map((one) => (
        <li key={one.id}>
          <b>退回重开</b> {one.name}，{momentTitle(one.reopenedAt)}，退回前{SHEET_NAMES[one.state]}：{one.reason}
          {one.signature && <span className={item.note}>{one.signature.office} {one.signature.name}的签字因此失效。</span>}
        </li>
      ))}
      {value.overrides.map((one) => (
        <li key={one.id}>
          <b>更正</b> {figureWords(one)}，{momentTitle(one.overriddenAt)}：{one.reason}
          {!one.inForce && <span className={item.note}>退回重开后不再有效。</span>}
        </li>
      ))}
    </ul>
  );
}

function figureWords({ figure, before, after }: { figure: string; before: string; after: string }): string {
  if (figure === 'ON_DUTY_DAYS') return `到岗 ${before} 天改为 ${after} 天`;
  const names: Readonly<Record<string, string>> = OUTCOME_NAMES;
  return `判定“${names[before] ?? before}”改为“${names[after] ?? after}”`;
}
