import { Button, Form } from 'antd';
import { placeWithin } from '../../shared/words';
import type { TypedLog } from '../entries/records';
import { Chips } from '../worklogs/Chips';
import type { Desk } from '../worklogs/desk';
import { householdsIn, lacking } from '../worklogs/words';
import logs from '../worklogs/WorkLogs.module.css';

type Set = (name: keyof TypedLog, value: string | number) => void;

/** Offers the number of households that the text tells of, where the field does not say it yet. */
export function HouseholdsHeard({ set }: { set: Set }) {
  const content = Form.useWatch<string | undefined>('content') ?? '';
  const visits = Form.useWatch<number | null | undefined>('householdsVisited') ?? 0;
  const heard = householdsIn(content);
  if (heard === undefined || visits > 0) return null;
  return (
    <Button
      size="small"
      onClick={() => {
        set('householdsVisited', heard);
      }}
    >
      填上走访 {heard} 户
    </Button>
  );
}

/** The places where the day was probably spent, while none is written. */
export function Places({ desk, set }: { desk: Desk; set: Set }) {
  const place = Form.useWatch<string | undefined>('place') ?? '';
  if (place.trim() !== '') return null;
  const village = desk.village === undefined ? undefined : placeWithin(desk.village, undefined);
  const places = [...new Set([village, desk.placeBefore])].filter((one) => one !== undefined);
  return (
    <Chips
      label="填上地点"
      chips={places.map((one) => ({ key: one, text: one }))}
      choose={(one) => {
        set('place', one);
      }}
    />
  );
}

export function Heard({ children }: { children: (heard: string) => React.ReactNode }) {
  return children(Form.useWatch<string | undefined>('problemsHeard') ?? '');
}

/** What the log still lacks: the work, the place, and proof of visits and help (JZ-07). */
export function Lacking({ proven }: { proven: boolean }) {
  const content = Form.useWatch<string | undefined>('content') ?? '';
  const place = Form.useWatch<string | undefined>('place') ?? '';
  const visits = Form.useWatch<number | null | undefined>('householdsVisited');
  const help = Form.useWatch<string | undefined>('helpGiven') ?? '';
  const parts = lacking({ content, place, householdsVisited: visits ?? 0, helpGiven: help, proven });
  if (parts.length === 0) return null;
  return (
    <ul className={logs.lacking} aria-label="还缺什么">
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}
