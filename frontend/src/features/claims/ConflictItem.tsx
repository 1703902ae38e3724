import { Button } from 'antd';
import type { ConflictPartsFragment } from '../../gql/graphql';
import { momentTitle } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { Failure, Loading } from '../../shared/States';
import { placeWithin, STATUS_NAMES } from '../../shared/words';
import styles from './Claims.module.css';
import { type Outcome, outcomesOf } from './conflict';
import { ConflictSides } from './ConflictSides';
import { DaysStrip } from './DaysStrip';
import sides from './Sides.module.css';
import { DECISIONS, partTitle } from './terms';
import { useDayFacts } from './useDayFacts';

interface Props {
  conflict: ConflictPartsFragment;
  around?: string;
  opened?: boolean;
  /** How the person decides it; without it, it is only shown. */
  decide?: (outcome: Outcome) => void;
}

/** One contradiction; it opens into both sides and what may be decided. */
export function ConflictItem({ conflict, around, opened = false, decide }: Props) {
  const day = partTitle(conflict.day, conflict.part);
  const settled = conflict.state === 'DECIDED';
  const verdict = conflict.decision === null ? '不必裁定' : DECISIONS[conflict.decision];
  return (
    <ExpandableItem
      className={styles.item}
      opened={opened}
      head={
        <>
          <span className={item.name}>
            <b>{around === undefined ? day : conflict.posting.cadre.name}</b>
            {around !== undefined && <span className={item.note}>{placeWithin(conflict.placeName, around)}</span>}
          </span>
          <span className={styles.when}>
            {around !== undefined && <span>{day}</span>}
            <span className={item.note}>
              “{STATUS_NAMES[conflict.standing]}”与“{STATUS_NAMES[conflict.claimed]}”对不上
            </span>
          </span>
          <span className={item.state}>
            <Mark {...(!settled ? { tone: 'late' } : conflict.decision !== null && { tone: 'good' })}>
              {settled ? verdict : '待裁定'}
            </Mark>
          </span>
        </>
      }
    >
      <div className={styles.wide}>
        <Detail conflict={conflict} decide={decide} />
      </div>
    </ExpandableItem>
  );
}

function Detail({ conflict, decide }: { conflict: ConflictPartsFragment; decide: Props['decide'] }) {
  const { value: facts, words, again } = useDayFacts(conflict.posting.id, conflict.day);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (!facts) return <Loading rows={5} label="正在读取两方情况" />;
  return (
    <>
      <p>{conflict.explanation}</p>
      <ConflictSides conflict={conflict} facts={facts} />
      <DaysStrip day={conflict.day} days={facts.days} />
      {conflict.decidedAt !== null && (
        <dl className={item.facts}>
          <dt>{conflict.decision === null ? '办结' : '裁定'}</dt>
          <dd>
            {conflict.decidedByName !== null && `${conflict.decidedByName}，`}
            {momentTitle(conflict.decidedAt)}
          </dd>
          <dt>理由</dt>
          <dd>{conflict.reason}</dd>
        </dl>
      )}
      {conflict.state === 'OPEN' && decide && <Outcomes conflict={conflict} decide={decide} />}
    </>
  );
}

function Outcomes({ conflict, decide }: { conflict: ConflictPartsFragment; decide: (outcome: Outcome) => void }) {
  return (
    <ul className={sides.outcomes} aria-label="怎样裁定">
      {outcomesOf(conflict).map((outcome) => (
        <li key={outcome.decision}>
          <p>
            <b>{outcome.title}</b>：{outcome.effect}
          </p>
          <Button
            block
            onClick={() => {
              decide(outcome);
            }}
          >
            裁定“{outcome.title}”
          </Button>
        </li>
      ))}
    </ul>
  );
}
