import type { ReactNode } from 'react';
import { momentTitle } from '../../shared/days';
import page from '../../shared/Page.module.css';
import styles from './Cases.module.css';
import type { OneLead } from './LeadDetail';
import { LEAD_STATES } from './terms';

/** What happened with a lead, in order: raised, asked, answered, decided. */
export function History({ lead }: { lead: OneLead }) {
  return (
    <section className="panel" aria-label="经过">
      <div className={page.head}>
        <h2>经过</h2>
      </div>
      <ol className={styles.history}>
        <Step at={lead.raisedAt} title="系统提出来" />
        {lead.askedAt !== null && (
          <Step at={lead.askedAt} title={`${lead.askedByName ?? ''}请${lead.askedName ?? '本人'}说明`}>
            {lead.question}
          </Step>
        )}
        {lead.answeredAt !== null && (
          <Step at={lead.answeredAt} title={`${lead.askedName ?? '本人'}说明`}>
            {lead.answer}
          </Step>
        )}
        {lead.decidedAt !== null && (
          <Step at={lead.decidedAt} title={`${lead.decidedByName ?? ''}作出结论：${LEAD_STATES[lead.state].words}`}>
            {lead.decisionNote}
          </Step>
        )}
      </ol>
    </section>
  );
}

function Step({ at, title, children }: { at: string; title: string; children?: ReactNode }) {
  return (
    <li>
      <b>{title}</b>
      <span className={styles.at}>{momentTitle(at)}</span>
      {children != null && <p className={styles.noted}>{children}</p>}
    </li>
  );
}
