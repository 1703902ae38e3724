import { Button, Input } from 'antd';
import { useState } from 'react';
import { dayTitle } from '../../shared/days';
import { type LogItems, type OfferedItem, withOpened, withoutOpened, withSettled } from './items';
import styles from './WorkLogs.module.css';

interface Props {
  items: LogItems;
  offered: readonly OfferedItem[];
  /** What the log says of problems that were heard: they can become items. */
  heard: string;
  change: (items: LogItems) => void;
  /** Writes into the log that it is gone on with. */
  takeUp: (item: OfferedItem) => void;
}

const LONGEST = 300;

/** What earlier logs left to be done, and what this one does. */
export function OpenItems({ items, offered, heard, change, takeUp }: Props) {
  const [typed, setTyped] = useState('');
  const add = (text: string) => {
    change(withOpened(items, text));
    setTyped('');
  };
  const problem = heard.trim().replace(/\s+/g, ' ').slice(0, LONGEST);
  return (
    <section className={styles.items} aria-label="待办">
      <h3>待办</h3>
      {offered.length > 0 && (
        <ul>
          {offered.map((item) => (
            <Offered key={item.id} item={item} items={items} change={change} takeUp={takeUp} />
          ))}
        </ul>
      )}
      {items.opened.length > 0 && (
        <ul>
          {items.opened.map((text) => (
            <li key={text} className={styles.opened}>
              <span>
                {text} <i>本日提出</i>
              </span>
              <button
                type="button"
                aria-label={`去掉待办 ${text}`}
                onClick={() => {
                  change(withoutOpened(items, text));
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.adding}>
        <Input
          aria-label="新的待办"
          placeholder="答应了还没办的事，写一件加一件"
          maxLength={LONGEST}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onPressEnter={(event) => {
            event.preventDefault();
            add(typed);
          }}
        />
        <Button
          disabled={typed.trim() === ''}
          onClick={() => {
            add(typed);
          }}
        >
          加上
        </Button>
      </div>
      {problem !== '' && !items.opened.includes(problem) && (
        <Button
          size="small"
          className={styles.wrapping ?? ''}
          onClick={() => {
            add(problem);
          }}
        >
          把“了解到的问题”列为待办
        </Button>
      )}
    </section>
  );
}

interface OfferedProps {
  item: OfferedItem;
  items: LogItems;
  change: (items: LogItems) => void;
  takeUp: (item: OfferedItem) => void;
}

function Offered({ item, items, change, takeUp }: OfferedProps) {
  const settling = items.settled[item.id];
  const settle = (dropped: boolean) => {
    change(withSettled(items, item.id, { dropped, outcome: settling?.outcome ?? '' }));
  };
  return (
    <li className={styles.offered} data-settled={settling !== undefined || undefined}>
      <p>
        {item.text} <i>{dayTitle(item.openedOn)}提出</i>
      </p>
      {settling === undefined ? (
        <div className={styles.acts}>
          <Button
            onClick={() => {
              takeUp(item);
            }}
          >
            接着办
          </Button>
          <Button
            onClick={() => {
              settle(false);
            }}
          >
            办结
          </Button>
          <Button
            type="text"
            onClick={() => {
              settle(true);
            }}
          >
            不再办
          </Button>
        </div>
      ) : (
        <div className={styles.adding}>
          <Input
            aria-label={settling.dropped ? `为什么不再办：${item.text}` : `怎么办的：${item.text}`}
            placeholder={settling.dropped ? '为什么不再办' : '怎么办的'}
            maxLength={LONGEST}
            status={settling.outcome.trim() === '' ? 'warning' : ''}
            value={settling.outcome}
            onChange={(event) => {
              change(withSettled(items, item.id, { ...settling, outcome: event.target.value }));
            }}
          />
          <Button
            onClick={() => {
              change(withSettled(items, item.id, undefined));
            }}
          >
            还没办完
          </Button>
        </div>
      )}
    </li>
  );
}
