import { Alert } from 'antd';
import item from '../../shared/Item.module.css';
import { Chain } from './Chain';
import { Clause } from './Clause';
import styles from './Form.module.css';
import { daysTitle } from './stretch';
import type { Preview } from './usePreview';

interface Props {
  preview: Preview | undefined;
  words: string | undefined;
}

/** Before it is sent: how long it is, who will approve it and why, how much of the year is used, and what is in the way. */
export function PreviewNote({ preview, words }: Props) {
  if (words !== undefined) return <Alert type="error" showIcon role="alert" title={words} />;
  if (!preview) return <p className={styles.preview}>填好起止时间，这里会写明由谁审批。</p>;
  if (preview.obstacle !== null) return <Alert type="error" showIcon role="alert" title={preview.obstacle} />;
  return (
    <section className={styles.preview} aria-label="由谁审批">
      <p>
        共 <b className="numeric">{daysTitle(preview.days)}</b>
        {preview.steps.length > 1 ? `，依次由 ${preview.steps.length} 级审批` : '，由一级审批'}
      </p>
      <Chain steps={preview.steps} waits={false} label="将由谁审批" />
      <Clause
        document={preview.clauseDocument}
        words={preview.clauseWords}
        reference={preview.clauseReference}
      />
      <Year preview={preview} />
    </section>
  );
}

function Year({ preview }: { preview: Preview }) {
  const { year, takenDays, totalDays, yearlyLimitDays: limit } = preview;
  if (takenDays === null || totalDays === null) return null;
  const beyond = limit === null ? 0 : Number(totalDays) - limit;
  return (
    <>
      <p className={item.note}>
        {year}年已批准请假 {daysTitle(takenDays)}，批准后共 {daysTitle(totalDays)}
        {limit === null ? '。' : `；规定全年不超过 ${limit} 天。`}
      </p>
      {beyond > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`批准后将超过全年 ${limit} 天的规定，多 ${daysTitle(beyond)}，会作为线索报主管部门。`}
        />
      )}
    </>
  );
}
