import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { EventPresence } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { Refused } from '../../shared/failure';
import item from '../../shared/Item.module.css';
import { useNarrow } from '../../shared/useNarrow';
import { placeWithin } from '../../shared/words';
import { RefusalNote } from '../acts/RefusalNote';
import { useAct } from '../acts/useAct';
import { Attempts } from '../cadre/attempts';
import { PhotoPicker } from '../cadre/PhotoPicker';
import { PhotoUploads } from '../cadre/photos';
import { may, useSession } from '../session/session';
import styles from './Events.module.css';
import { RECORD_EVENT_ATTENDANCE } from './operations';
import { type Draft, draftOf, type EventRow, isNews, type Person } from './records';
import { PRESENCE_NAMES } from './terms';

interface Props {
  eventId: string;
  people: readonly Person[];
  around: string;
  done: (attendance: EventRow['attendance']) => void;
  close: () => void;
}

const CHOICES: readonly EventPresence[] = ['PRESENT', 'ON_LEAVE', 'ABSENT'];

/** Who was there, who was away with approved leave, who was missing: one row a person, sent at once. */
export function AttendanceForm({ eventId, people, around, done, close }: Props) {
  const client = useClient();
  const { busy, refusal, run } = useAct();
  const [attempts] = useState(() => new Attempts());
  const [uploads] = useState(() => new PhotoUploads());
  const [drafts, setDrafts] = useState(() => new Map(people.map((person) => [person.postingId, draftOf(person)])));
  const change = (postingId: string, draft: Draft) => {
    setDrafts(new Map(drafts).set(postingId, draft));
  };
  const draftFor = (person: Person) => drafts.get(person.postingId) ?? draftOf(person);
  const open = people.filter((person) => draftFor(person).state === null);

  const save = () =>
    run(async () => {
      const presences = [];
      for (const person of people) {
        const { state, note, kept, added } = draftFor(person);
        if (state === null || !isNews(person, draftFor(person))) continue;
        const evidenceIds = kept.map((file) => file.id);
        for (const file of added) evidenceIds.push(await uploads.upload(client, file));
        presences.push({ postingId: person.postingId, state, note: note.trim() || null, evidenceIds });
      }
      if (presences.length === 0) throw new Refused('还没有改动：请先选每个人是到场、请假未到还是未到。');
      const content = { eventId, presences };
      const { idempotencyKey } = attempts.keysFor(content);
      const { recordEventAttendance } = await tell(client, RECORD_EVENT_ATTENDANCE, {
        input: { ...content, idempotencyKey },
      });
      done(recordEventAttendance.attendance);
    });

  return (
    <div className={styles.form}>
      <div className={styles.formHead}>
        <p className={item.note}>“请假未到”须有已批准的请假；已批准请假而登记为未到的，自动记为请假未到。</p>
        {open.length > 1 && (
          <Button
            size="small"
            onClick={() => {
              setDrafts(
                new Map(
                  people.map((person) => {
                    const draft = draftFor(person);
                    return [person.postingId, { ...draft, state: draft.state ?? 'PRESENT' }];
                  }),
                ),
              );
            }}
          >
            其余 {open.length} 人都到场
          </Button>
        )}
      </div>
      <ul className={styles.people}>
        {people.map((person) => (
          <PersonForm
            key={person.postingId}
            person={person}
            around={around}
            draft={draftFor(person)}
            change={(draft) => {
              change(person.postingId, draft);
            }}
          />
        ))}
      </ul>
      <RefusalNote refusal={refusal} />
      <div className={item.acts}>
        <Button type="primary" loading={busy} onClick={save}>
          保存登记
        </Button>
        <Button onClick={close}>不改了</Button>
        {open.length > 0 && <p className={item.note}>{open.length} 人没有选，保存后仍是“没有登记”。</p>}
      </div>
    </div>
  );
}

interface PersonProps {
  person: Person;
  around: string;
  draft: Draft;
  change: (draft: Draft) => void;
}

function PersonForm({ person, around, draft, change }: PersonProps) {
  const { viewer } = useSession();
  const narrow = useNarrow();
  const [adding, setAdding] = useState(false);
  const { cadreName: name } = person;
  return (
    <li className={styles.personForm} role="group" aria-label={name}>
      <span className={styles.personName}>
        <b>{name}</b>
        <span className={item.note}>{placeWithin(person.placeName, around)}</span>
        {person.proposed !== null && <span className={item.note}>{person.reason}</span>}
      </span>
      <Segmented<EventPresence | ''>
        block={narrow}
        aria-label={`${name}的到场情况`}
        value={draft.state ?? ''}
        options={CHOICES.map((state) => ({ value: state, label: PRESENCE_NAMES[state] }))}
        onChange={(state) => {
          if (state !== '') change({ ...draft, state });
        }}
      />
      <Input
        aria-label={`${name}的备注`}
        placeholder={draft.state === 'ABSENT' ? '未到的原因、怎么核实的' : '备注（可不填）'}
        maxLength={300}
        value={draft.note}
        onChange={(event) => {
          change({ ...draft, note: event.target.value });
        }}
      />
      {draft.kept.length > 0 && (
        <span className={styles.files}>
          {draft.kept.map((file) => (
            <Button
              key={file.id}
              size="small"
              aria-label={`去掉 ${file.fileName}`}
              onClick={() => {
                change({ ...draft, kept: draft.kept.filter((one) => one !== file) });
              }}
            >
              {file.fileName} ×
            </Button>
          ))}
        </span>
      )}
      {may(viewer, 'evidence:attach') &&
        (adding || draft.added.length > 0 ? (
          <PhotoPicker
            label="拍佐证"
            photos={[...draft.added]}
            change={(added) => {
              change({ ...draft, added });
            }}
            most={4}
          />
        ) : (
          <Button
            size="small"
            type="text"
            onClick={() => {
              setAdding(true);
            }}
          >
            ＋ 加佐证照片
          </Button>
        ))}
    </li>
  );
}
