import { useEffect, useState } from 'react';
import { civilDay, type Day } from '../../shared/days';

const EVERY_MS = 60_000;

/** The civil day of today, also when the page stays open past midnight. */
export function useToday(): Day {
  const [today, setToday] = useState(() => civilDay());
  useEffect(() => {
    const timer = window.setInterval(() => {
      setToday(civilDay());
    }, EVERY_MS);
    return () => {
      window.clearInterval(timer);
    };
  }, []);
  return today;
}
