import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { RegionLevel } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { civilDay, isMonth, monthOf } from '../../shared/days';
import { Empty, Failure, Loading } from '../../shared/States';
import { useAddress } from '../../shared/useAddress';
import { useReading } from '../../shared/useReading';
import { PlaceFinder } from '../acts/PlaceFinder';
import { widestPlace } from '../acts/widest';
import { MonthPicker } from '../home/MonthPicker';
import { may, useSession } from '../session/session';
import { CoverageRule } from './CoverageRule';
import { byRule, dayIn } from './covered';
import styles from './Inspections.module.css';
import { AtHand } from './AtHand';
import { INSPECTION_COVERAGE } from './operations';
import { PatrolsPanel } from './PatrolsPanel';
import type { Proposal } from './PlanDialog';

const PROVINCE_DIGITS = 2;
const CITY_DIGITS = 4;
const NARROWER: readonly RegionLevel[] = ['CITY', 'COUNTY'];

/** Who had to be looked at in the period, by whom, and was or was not; the place and the month stand in the address. */
export function Coverage({ plan }: { plan: (proposal: Proposal) => void }) {
  const { viewer } = useSession();
  const [parameters, put] = useAddress();
  const [today] = useState(civilDay);
  const top = widestPlace(viewer) ?? '';
  const asked = parameters.get('place');
  const place = asked?.startsWith(top) === true ? asked : top;
  const askedMonth = parameters.get('month');
  const month = isMonth(askedMonth) ? askedMonth : monthOf(today);
  return (
    <>
      <AtHand today={today} />
      <div className={styles.bar}>
        <MonthPicker
          month={month}
          change={(chosen) => {
            put({ month: chosen });
          }}
        />
        {top.length <= CITY_DIGITS && (
          <div className={styles.find}>
            <PlaceFinder
              aria-label="看哪里"
              placeholder="选择市、县看覆盖情况"
              levels={NARROWER}
              value={place === top ? null : place}
              onChange={(chosen) => {
                put({ place: chosen });
              }}
            />
          </div>
        )}
      </div>
      {place.length <= PROVINCE_DIGITS ? (
        <div className="panel">
          <Empty title="请先选择一个市或县">检查覆盖按市、县、乡镇逐人计算，全省一次看不过来。</Empty>
        </div>
      ) : (
        <Rules place={place} on={dayIn(month, today)} today={today} plan={plan} />
      )}
      {place.length === CITY_DIGITS && may(viewer, 'register:read') && <PatrolsPanel regionCode={place} />}
    </>
  );
}

interface RulesProps {
  place: string;
  on: string;
  today: string;
  plan: (proposal: Proposal) => void;
}

function Rules({ place, on, today, plan }: RulesProps) {
  const client = useClient();
  const read = useCallback(
    async () => (await ask(client, INSPECTION_COVERAGE, { regionCode: place, on })).inspectionCoverage,
    [client, place, on],
  );
  const { value: covered, words, again } = useReading(read);
  if (words !== undefined || !covered || covered.length === 0) {
    return (
      <div className="panel">
        {words !== undefined ? (
          <Failure words={words} retry={again} />
        ) : covered ? (
          <Empty title="当地还没有启用检查的规定">
            规定了谁每月查多少人的地方，会在这里列出查到了谁、还差谁。没有规定也可以安排检查。
          </Empty>
        ) : (
          <Loading rows={6} label="正在读取覆盖情况" />
        )}
      </div>
    );
  }
  return byRule(covered).map((rule) => (
    <CoverageRule key={`${rule.matter} ${rule.reference}`} rule={rule} today={today} plan={plan} />
  ));
}
