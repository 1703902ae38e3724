import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { fullDayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { placeWithin } from '../../shared/words';
import { Thumbnails } from '../acts/Thumbnails';
import { BothEndsNote } from './BothEndsNote';
import styles from './Inspections.module.css';
import { RectificationBlock } from './RectificationBlock';
import { ENDS, PRESENCES, VIOLATIONS } from './terms';
import type { Finding, Lead } from './useFindings';

interface Props {
  finding: Finding;
  around: string;
  published: boolean;
  plannerRegionCode: string;
  leads?: readonly Lead[];
  /** Which inspection found it, where that is not plain from the page. */
  from?: { id: string; title: string };
  choice?: ReactNode;
  changed: () => void;
}

/** What was found about one person or place: with its proof, what it contradicts, and what is to be put right. */
export function FindingItem(props: Props) {
  const { finding, around, published, plannerRegionCode, leads = [], from, choice, changed } = props;
  const { posting, presence, violation, rectification } = finding;
  const who = posting?.cadre.name ?? placeWithin(finding.placeName, around);
  return (
    <li className={styles.finding} aria-label={`${who}的检查结果`}>
      <p className={styles.heading}>
        {choice}
        <b>{who}</b>
        {presence !== null && (
          <Mark {...(PRESENCES[presence].tone && { tone: PRESENCES[presence].tone })}>
            {finding.end === 'UNIT' ? `派出单位：${PRESENCES[presence].name}` : PRESENCES[presence].name}
          </Mark>
        )}
        {violation !== null && <Mark tone="late">{VIOLATIONS[violation].name}</Mark>}
        {from && <Link to={`/inspections/${from.id}`}>{from.title}</Link>}
      </p>
      <p className={item.note}>
        <span className="numeric">{fullDayTitle(finding.foundOn)}</span>
        {posting && ` · ${ENDS[finding.end]}查岗 · ${placeWithin(finding.placeName, around)} · ${posting.sendingUnit.name}`}
        {finding.nightsAway !== null && ` · 连续 ${finding.nightsAway} 夜不在村`}
        {finding.households.length > 0 && ` · 走访 ${finding.households.join('、')}`}
      </p>
      {finding.note !== null && <p className={styles.words}>{finding.note}</p>}
      <Thumbnails files={finding.evidence} label={`${who}的佐证`} />
      {posting && presence === 'ABSENT' && <BothEndsNote postingId={posting.id} day={finding.foundOn} />}
      {leads.map((lead) => (
        <LeadNote key={lead.id} lead={lead} />
      ))}
      {rectification && (
        <RectificationBlock
          rectification={rectification}
          findingId={finding.id}
          regionCode={finding.regionCode}
          published={published}
          plannerRegionCode={plannerRegionCode}
          who={who}
          changed={changed}
        />
      )}
    </li>
  );
}

const KINDS: Partial<Record<Lead['kind'], string>> = {
  SIGNATURE_CONTRADICTED: '与已签字的月表不符',
  NOWHERE_SEEN: '两头不见人',
  VIOLATION_FOUND: '检查所记情形',
};
const DECIDED: Record<Lead['state'], string> = { OPEN: '待核实', CONFIRMED: '属实', DISMISSED: '不属实' };

function LeadNote({ lead }: { lead: Lead }) {
  return (
    <div className={styles.lead} role="note" aria-label={KINDS[lead.kind] ?? '线索'}>
      <p className={styles.heading}>
        <b>{KINDS[lead.kind] ?? '线索'}</b>
        <Mark tone={lead.state === 'OPEN' ? 'late' : 'calm'}>{DECIDED[lead.state]}</Mark>
        {lead.responsibleName !== null && <span>责任人：{lead.responsibleName}（签字人）</span>}
      </p>
      <p>{lead.reason}</p>
      {lead.clauses.map((clause) => (
        <p key={clause} className={item.note}>
          {clause}
        </p>
      ))}
      <Link to="/cases">到“疑点与线索”处理</Link>
    </div>
  );
}
