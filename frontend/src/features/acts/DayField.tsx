import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import type { Day } from '../../shared/days';
import { useNarrow } from '../../shared/useNarrow';

interface Props {
  id?: string;
  value?: Day | null;
  onChange?: (day: Day | null) => void;
  /** The first day that may be chosen. */
  from?: Day;
  /** The last day that may be chosen. */
  until?: Day;
  placeholder?: string;
  'aria-label'?: string;
}

/** A civil day in a form. */
export function DayField({ id, value, onChange, from, until, placeholder = '选择日期', 'aria-label': label }: Props) {
  const narrow = useNarrow();
  // The picker drops what is half typed whenever its value is another object.
  const shown = useMemo(() => (value ? dayjs(value) : null), [value]);
  return (
    <DatePicker
      {...(id !== undefined && { id })}
      {...(label !== undefined && { 'aria-label': label })}
      {...(from !== undefined && { minDate: dayjs(from) })}
      {...(until !== undefined && { maxDate: dayjs(until) })}
      value={shown}
      onChange={(chosen) => {
        onChange?.(chosen ? chosen.format('YYYY-MM-DD') : null);
      }}
      onKeyDown={(event) => {
        // Enter settles the day that was typed, and must not send the whole form with it.
        if (event.key === 'Enter') event.preventDefault();
      }}
      format="YYYY-MM-DD"
      placeholder={placeholder}
      inputReadOnly={narrow}
      style={{ width: '100%' }}
    />
  );
}
