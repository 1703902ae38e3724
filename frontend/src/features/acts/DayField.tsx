import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { Day } from '../../shared/days';
import { useNarrow } from '../../shared/useNarrow';

interface Props {
  id?: string;
  value?: Day | null;
  onChange?: (day: Day | null) => void;
  /** The first day that may be chosen. */
  from?: Day;
  placeholder?: string;
  'aria-label'?: string;
}

/** A civil day in a form. */
export function DayField({ id, value, onChange, from, placeholder = '选择日期', 'aria-label': label }: Props) {
  const narrow = useNarrow();
  return (
    <DatePicker
      {...(id !== undefined && { id })}
      {...(label !== undefined && { 'aria-label': label })}
      {...(from !== undefined && { minDate: dayjs(from) })}
      value={value ? dayjs(value) : null}
      onChange={(chosen) => {
        onChange?.(chosen ? chosen.format('YYYY-MM-DD') : null);
      }}
      format="YYYY-MM-DD"
      placeholder={placeholder}
      inputReadOnly={narrow}
      style={{ width: '100%' }}
    />
  );
}
