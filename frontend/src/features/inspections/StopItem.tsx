import { placeWithin } from '../../shared/words';
import { FindingForm } from './FindingForm';
import styles from './Visit.module.css';
import { PersonVisit } from './PersonVisit';
import type { Inspection } from './planning';
import type { Draw, Stop } from './route';
import type { Seen } from './useFindings';
import { VisitRow } from './VisitRow';

interface Props {
  number: number | undefined;
  stop: Stop;
  inspection: Inspection;
  findings: readonly Seen[];
  households: Draw | undefined;
  open: string | undefined;
  setOpen: (key: string | undefined) => void;
  changed: () => void;
}

/** One stop: whom to look at there, the households that were drawn, and the place as a whole. */
export function StopItem(props: Props) {
  const { number, stop, inspection, findings, households, open, setOpen, changed } = props;
  const name = placeWithin(stop.name, inspection.placeName);
  const ofPlace = findings.find((one) => one.posting === null && one.regionCode === stop.regionCode);
  const numbered = households?.members.flatMap(({ key }) => (/^\d+$/.test(key) ? key : [])) ?? [];
  const key = `place ${stop.regionCode}`;
  return (
    <li className="panel" aria-label={name}>
      <h2 className={styles.stopName}>
        {number !== undefined && <i aria-hidden="true">{number}</i>}
        {name}
      </h2>
      {numbered.length > 0 && <p className={styles.drawn}>抽中农户：{numbered.map((one) => `${one}号`).join('、')}</p>}
      {stop.people.map((person) => (
        <PersonVisit
          key={person.id}
          person={person}
          inspection={inspection}
          findings={findings.filter(({ posting }) => posting?.id === person.id)}
          open={open === person.id}
          toggle={() => {
            setOpen(open === person.id ? undefined : person.id);
          }}
          changed={changed}
        />
      ))}
      {stop.people.length === 0 && <p className={styles.drawn}>这里没有在任的人。</p>}
      <VisitRow
        title="这个地方的情况"
        quiet
        state={ofPlace ? { name: '已登记', tone: 'good' } : undefined}
        open={open === key}
        toggle={() => {
          setOpen(open === key ? undefined : key);
        }}
      >
        <FindingForm
          inspection={inspection}
          about={{ regionCode: stop.regionCode }}
          existing={ofPlace}
          saved={() => {
            setOpen(undefined);
            changed();
          }}
        />
      </VisitRow>
    </li>
  );
}
