import { Segmented } from 'antd';
import { useState } from 'react';
import type { FindingEnd } from '../../gql/graphql';
import { BothEndsNote } from './BothEndsNote';
import { FindingForm } from './FindingForm';
import { KnownPanel } from './KnownPanel';
import type { Inspection } from './planning';
import type { Person } from './route';
import { ENDS, PRESENCES } from './terms';
import type { Seen } from './useFindings';
import { VisitRow } from './VisitRow';

interface Props {
  person: Person;
  inspection: Inspection;
  /** What was noted of this person, at either end. */
  findings: readonly Seen[];
  open: boolean;
  toggle: () => void;
  changed: () => void;
}

/** One person: what the system knows, and what the inspector sees in the village or at the sending unit. */
export function PersonVisit({ person, inspection, findings, open, toggle, changed }: Props) {
  const [end, setEnd] = useState<FindingEnd>('VILLAGE');
  const [turn, setTurn] = useState(0);
  const at = (wanted: FindingEnd) => findings.find((one) => one.end === wanted);
  const absent = findings.find(({ presence }) => presence === 'ABSENT');
  const [first] = [at('VILLAGE'), at('UNIT')].flatMap((one) => one ?? []);
  return (
    <VisitRow title={person.name} state={stateOf(first)} open={open} toggle={toggle}>
      <KnownPanel postingId={person.id} />
      <Segmented<FindingEnd>
        block
        aria-label="在哪一端查岗"
        value={end}
        onChange={setEnd}
        options={[
          { value: 'VILLAGE', label: `${ENDS.VILLAGE}${at('VILLAGE') ? '（已登记）' : ''}` },
          { value: 'UNIT', label: `${ENDS.UNIT}${at('UNIT') ? '（已登记）' : ''}` },
        ]}
      />
      {absent && <BothEndsNote key={`${turn} ${findings.length}`} postingId={person.id} day={absent.foundOn} />}
      <FindingForm
        key={end}
        inspection={inspection}
        about={{ postingId: person.id, end }}
        existing={at(end)}
        saved={(presence) => {
          setTurn(turn + 1);
          changed();
          // Whoever was not there has another end to be looked at.
          if (presence !== 'ABSENT') toggle();
        }}
      />
    </VisitRow>
  );
}

function stateOf(finding: Seen | undefined) {
  if (finding?.presence == null) return undefined;
  const { name, ...tone } = PRESENCES[finding.presence];
  return { name: finding.end === 'UNIT' ? `派出单位：${name}` : name, ...tone };
}
