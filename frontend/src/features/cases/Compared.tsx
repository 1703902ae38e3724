import { type Day, monthOf, monthTitle, momentTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import { dayName, placeWithin, SHEET_NAMES, STATUS_NAMES } from '../../shared/words';
import type { AttendanceStatus } from '../../gql/graphql';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import { ENDS, METHODS, PRESENCES } from '../inspections/terms';
import { useSession } from '../session/session';
import styles from './Cases.module.css';
import { dayOnSheet, span } from './lead';
import type { OneLead } from './LeadDetail';
import { PhotosOnDemand } from './Photos';

type Sheet = NonNullable<OneLead['sheet']>;
type Finding = NonNullable<OneLead['findings']>[number];

/** What was signed beside what was found: the two that do not agree, with whoever answers for the one. */
export function Compared({ lead, today }: { lead: OneLead; today: Day }) {
  const { sheet, findings } = lead;
  return (
    <section className="panel" aria-label="对不上的地方">
      <div className={page.head}>
        <h2>{sheet ? '对不上的地方' : '检查看到的'}</h2>
      </div>
      <div className={sheet ? styles.sides : ''}>
        {sheet && <SignedSheet sheet={sheet} day={lead.since} today={today} />}
        <div>
          {findings?.map((finding) => (
            <Found key={finding.id} finding={finding} today={today} />
          ))}
          {findings?.length === 0 && <p className={styles.inside}>检查结果不在您可以查看的范围内。</p>}
        </div>
      </div>
    </section>
  );
}

function SignedSheet({ sheet, day, today }: { sheet: Sheet; day: Day; today: Day }) {
  const said = dayOnSheet(sheet.days, day);
  const { signature } = sheet;
  return (
    <div className={styles.inside}>
      <h3 className={styles.sideTitle}>签了字的月表</h3>
      <p>
        {monthTitle(monthOf(sheet.month))}考勤表 <Mark>{SHEET_NAMES[sheet.state]}</Mark>
      </p>
      {said ? (
        <p>
          {span(day, day, today)}记为<b>{nameOf(said.status, said.afternoon)}</b>
        </p>
      ) : (
        <p className={page.quiet}>
          {sheet.withheld === null
            ? `${span(day, day, today)}没有记录。`
            : `月表${sheet.withheld}，盖章后可以看到${span(day, day, today)}的记录。`}
        </p>
      )}
      {signature && (
        <dl className={item.facts}>
          <dt>签字人</dt>
          <dd>
            {signature.name}（{signature.office}）
            {signature.actingFor !== null && `，代${signature.actingFor}签字`}
          </dd>
          <dt>签字时间</dt>
          <dd className="numeric">{momentTitle(signature.at)}</dd>
          <dt>签字</dt>
          <dd>{signature.valid ? '仍然有效' : '内容已有变动，签字失效'}</dd>
        </dl>
      )}
      {!signature && <p className={page.quiet}>月表已退回重开，原来的签字不再有效。</p>}
    </div>
  );
}

function nameOf(status: string, afternoon: string | null | undefined): string {
  const known = (text: string): text is AttendanceStatus => Object.hasOwn(STATUS_NAMES, text);
  if (!known(status)) return status;
  return dayName(status, afternoon != null && known(afternoon) ? afternoon : null);
}

function Found({ finding, today }: { finding: Finding; today: Day }) {
  const { viewer } = useSession();
  const presence = finding.presence === null ? undefined : PRESENCES[finding.presence];
  return (
    <div className={styles.inside}>
      <h3 className={styles.sideTitle}>
        {METHODS[finding.inspection.method]}：{finding.inspection.title}
      </h3>
      <p>
        {span(finding.foundOn, finding.foundOn, today)}，在{ENDS[finding.end]}查看
        {presence && (
          <>
            ：<b>{presence.name}</b>
          </>
        )}
        {finding.nightsAway !== null && `，连续 ${finding.nightsAway} 夜不在村`}
      </p>
      <p className={page.quiet}>{placeWithin(finding.placeName, viewer.tenant.name)}</p>
      {finding.note !== null && <p className={styles.noted}>{finding.note}</p>}
      <PhotosOnDemand groups={[{ caption: '检查所附', photos: finding.evidence }]} />
    </div>
  );
}
