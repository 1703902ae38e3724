import { Button } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { EventStanding } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { momentTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { placeWithin } from '../../shared/words';
import { FileButton } from '../postings/DayDetail';
import { AttendanceForm } from './AttendanceForm';
import styles from './Events.module.css';
import { EVENT_DETAIL } from './operations';
import { type EventRow, peopleOf, type Person } from './records';
import { STANDINGS } from './terms';

interface Props {
  event: EventRow;
  begun: boolean;
  /** Whether the person may record who was there. */
  acting: boolean;
  around: string;
  recorded: (attendance: EventRow['attendance']) => void;
  acts: ReactNode;
}

/** Everybody concerned with how the event stands for them, and the form in which that is recorded. */
export function EventDetail({ event, begun, acting, around, recorded, acts }: Props) {
  const client = useClient();
  const [writing, setWriting] = useState(false);
  const read = useCallback(
    async () => peopleOf(await ask(client, EVENT_DETAIL, { eventId: event.id })),
    [client, event.id],
  );
  const { value: people, words, again } = useReading(read);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (!people) return <Loading rows={3} label="正在读取应到的人" />;
  if (writing) {
    return (
      <AttendanceForm
        eventId={event.id}
        people={people}
        around={around}
        done={(attendance) => {
          setWriting(false);
          again();
          recorded(attendance);
        }}
        close={() => {
          setWriting(false);
        }}
      />
    );
  }
  return (
    <>
      {people.length === 0 ? (
        <p className={item.note}>这一天没有人在当地任职，没有人应到。</p>
      ) : (
        <ul className={styles.people}>
          {people.map((person) => (
            <PersonLine key={person.postingId} person={person} around={around} />
          ))}
        </ul>
      )}
      <p className={item.note}>{momentTitle(event.announcedAt)} 发布。</p>
      {acting && (
        <div className={item.acts}>
          {begun && people.length > 0 && (
            <Button
              type="primary"
              ghost
              onClick={() => {
                setWriting(true);
              }}
            >
              {people.every((person) => person.state !== null) ? '更正登记' : '登记到场情况'}
            </Button>
          )}
          {!begun && <p className={item.note}>开始以后可以登记到场情况。</p>}
          {acts}
        </div>
      )}
    </>
  );
}

/** Where the reason says more than the standing does. */
const TELLING: readonly EventStanding[] = ['EXCUSED', 'MISSED'];

function PersonLine({ person, around }: { person: Person; around: string }) {
  const { name, tone } = STANDINGS[person.standing];
  const files = person.record?.evidence ?? [];
  return (
    <li className={styles.person}>
      <span className={styles.personName}>
        <b>{person.cadreName}</b>
        <span className={item.note}>{placeWithin(person.placeName, around)}</span>
      </span>
      <span className={styles.said}>
        <span className={styles.reason}>
          <Mark {...(tone && { tone })}>{name}</Mark> {TELLING.includes(person.standing) && person.reason}
        </span>
        {person.record?.note != null && <span className={item.note}>备注：{person.record.note}</span>}
        {person.record && <span className={item.note}>{momentTitle(person.record.recordedAt)} 登记</span>}
        {files.length > 0 && (
          <span className={styles.files}>
            {files.map((file) => (
              <FileButton key={file.id} id={file.id} name={file.fileName} />
            ))}
          </span>
        )}
      </span>
    </li>
  );
}
