import { App, Button } from 'antd';
import { useState } from 'react';
import { type Day, fullDayTitle, civilDay } from '../../shared/days';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import { may, useSession } from '../session/session';
import { AskDialog } from './AskDialog';
import styles from './Cases.module.css';
import { DecideDialog } from './DecideDialog';
import { ago } from './lead';
import type { OneLead } from './LeadDetail';
import { LEAD_STATES } from './terms';

interface Props {
  lead: OneLead;
  today: Day;
  changed: () => void;
}

/** Who answers for it, and the next thing that may be done: ask, or decide. */
export function LeadActs({ lead, today, changed }: Props) {
  const { viewer } = useSession();
  const { message } = App.useApp();
  const [act, setAct] = useState<'ask' | 'decide'>();
  const who = lead.responsibleName ?? lead.posting?.cadre.name;
  const open = lead.state === 'OPEN';
  const decides = open && may(viewer, 'lead:decide');
  const end = (told?: string) => {
    if (told !== undefined) void message.success(told);
    setAct(undefined);
    changed();
  };
  return (
    <section className="panel" aria-label="办理">
      <div className={page.head}>
        <h2>{open ? '办理' : `结论：${LEAD_STATES[lead.state].words}`}</h2>
      </div>
      <div className={styles.inside}>
        <dl className={item.facts}>
          {lead.responsibleName !== null && (
            <>
              <dt>责任人</dt>
              <dd>{lead.responsibleName}（签字的人）</dd>
            </>
          )}
          {lead.posting && (
            <>
              <dt>涉及</dt>
              <dd>{lead.posting.cadre.name}</dd>
              <dt>派出单位</dt>
              <dd>{lead.posting.sendingUnit.name}</dd>
            </>
          )}
          {!open && lead.decidedAt !== null && (
            <>
              <dt>结论</dt>
              <dd>
                {lead.decidedByName ?? '—'}，{fullDayTitle(civilDay(new Date(lead.decidedAt)))}
              </dd>
            </>
          )}
        </dl>
        <p className={styles.next}>{nextOf(lead, who, today)}</p>
        {decides && (
          <div className={styles.acts}>
            {lead.askedAt === null && who !== undefined && (
              <Button
                type="primary"
                size="large"
                onClick={() => {
                  setAct('ask');
                }}
              >
                请{who}说明
              </Button>
            )}
            <Button
              size="large"
              {...(lead.answeredAt !== null && { type: 'primary' as const })}
              onClick={() => {
                setAct('decide');
              }}
            >
              作结论
            </Button>
          </div>
        )}
      </div>
      {act === 'ask' && <AskDialog lead={lead} who={who ?? '本人'} today={today} done={() => { end('已请其说明，答复后会显示在这里。'); }} close={end} />}
      {act === 'decide' && <DecideDialog lead={lead} who={who ?? '本人'} done={() => { end('已作出结论。'); }} close={end} />}
    </section>
  );
}

/** In one sentence, what has to happen now. */
function nextOf(lead: OneLead, who: string | undefined, today: Day): string {
  if (lead.state !== 'OPEN') return `${LEAD_STATES[lead.state].about}。结论不能再改，考勤没有因此改动。`;
  if (lead.answeredAt !== null) return `${lead.askedName ?? '本人'}已经说明，请核实后作结论。`;
  if (lead.askedAt !== null) return `${ago(lead.askedAt, today)}请${lead.askedName ?? '本人'}说明，还没有答复。`;
  if (who === undefined) return '没有可以在系统里答复的人，请另行核实后作结论。';
  return `先听${who}怎么说，再核实、作结论。`;
}
