import { Button } from 'antd';
import { useState } from 'react';
import { Clause } from '../../shared/Clause';
import type { Day } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { placeWithin } from '../../shared/words';
import { useSession } from '../session/session';
import { type Covered, dueTitle, periodTitle, type RuleCoverage, tally } from './covered';
import styles from './Inspections.module.css';
import type { Proposal } from './PlanDialog';
import { plansFor } from './planning';
import { COVERAGES } from './terms';

const AT_ONCE = 20;

interface Props {
  rule: RuleCoverage;
  today: Day;
  plan: (proposal: Proposal) => void;
}

/** One rule of who looks at how many: its clause, how the places stand, and each of them with the reason. */
export function CoverageRule({ rule, today, plan }: Props) {
  const [all, setAll] = useState(false);
  const shown = all ? rule.places : rule.places.slice(0, AT_ONCE);
  const rest = rule.places.length - shown.length;
  return (
    <section className={`panel ${styles.section ?? ''}`} aria-label={rule.title}>
      <div className={page.head}>
        <h2>{rule.title}</h2>
        <p className={styles.tally}>
          <span className="numeric">{periodTitle(rule.periodStart, rule.periodEnd)}</span>
          {tally(rule.places).map(({ state, count }) => (
            <Mark key={state} {...toneOf(state)}>
              {COVERAGES[state].name} {count}
            </Mark>
          ))}
        </p>
      </div>
      <Clause wide words={rule.words} document={rule.document} reference={rule.reference} />
      <ul>
        {shown.map((one) => (
          <Place key={one.regionCode} one={one} today={today} plan={plan} />
        ))}
      </ul>
      {rest > 0 && (
        <div className={page.more}>
          <Button
            onClick={() => {
              setAll(true);
            }}
          >
            显示其余 {rest} 处
          </Button>
        </div>
      )}
    </section>
  );
}

function Place({ one, today, plan }: { one: Covered; today: Day; plan: Props['plan'] }) {
  const { viewer } = useSession();
  const due = dueTitle(one);
  // Only what the place plans itself counts for it.
  const own = plansFor(viewer, one.regionCode) && viewer.roles.some((held) => held.regionCode === one.regionCode);
  const running = one.periodEnd >= today && one.state === 'OPEN';
  return (
    <ExpandableItem
      className={styles.place}
      head={
        <>
          <span className={item.name}>
            <b>{placeWithin(one.placeName, viewer.tenant.name)}</b>
            {due !== '' && <span className={item.note}>{due}</span>}
          </span>
          <span className={styles.figure}>
            {one.state !== 'NOBODY' && (
              <>
                <b className="numeric">
                  {one.done} / {one.required}
                </b>
                <span className={item.note}>已检查 / 应检查</span>
              </>
            )}
          </span>
          <span className={item.state}>
            <Mark {...toneOf(one.state)}>{COVERAGES[one.state].name}</Mark>
            {one.soft && <span className={item.note}>仅提示</span>}
          </span>
        </>
      }
    >
      <div className={styles.detail}>
        <p>{one.reason}</p>
        {one.missing.length > 0 && <p className={item.note}>还差：{one.missing.map(({ name }) => name).join('、')}</p>}
        {own && running && (
          <Button
            onClick={() => {
              plan({ regionCode: one.regionCode, title: `${periodTitle(one.periodStart, one.periodEnd)}${one.title}` });
            }}
          >
            按这一条安排检查
          </Button>
        )}
      </div>
    </ExpandableItem>
  );
}

function toneOf(state: Covered['state']) {
  const { tone } = COVERAGES[state];
  return tone === undefined ? {} : { tone };
}
