import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { SIGN_IN_DOORS } from './operations';
import styles from './Session.module.css';

const SETTLED_AFTER = 300;

/** The tenant's other ways in: plain links to where each begins; nothing while there is none. */
export function Doors({ tenant }: { tenant: string }) {
  const settled = useSettled(tenant);
  const [{ data }] = useQuery({ query: SIGN_IN_DOORS, variables: { tenant: settled }, pause: settled.length < 2 });
  const doors = settled === tenant && settled.length >= 2 ? (data?.signInDoors ?? []) : [];
  if (doors.length === 0) return null;
  return (
    <section className={styles.doors} aria-label="其他登录方式">
      <p className={styles.or}>或者</p>
      {doors.map((door) => (
        <Button key={door.id} size="large" block href={door.url}>
          {door.title}
        </Button>
      ))}
    </section>
  );
}

/** The text once it has stayed the same for a moment: not every letter typed is asked about. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(text);
    }, SETTLED_AFTER);
    return () => {
      window.clearTimeout(timer);
    };
  }, [text]);
  return settled;
}
