import { Select } from 'antd';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useReading } from '../../shared/useReading';
import styles from './Acts.module.css';

export interface Found {
  value: string;
  label: string;
  /** Where it lies, so that two of the same name can be told apart. */
  where?: string;
}

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  /** What begins with these letters; keep it by useCallback. */
  find: (text: string) => Promise<Found[]>;
  placeholder: string;
  'aria-label'?: string;
}

const SETTLED_AFTER = 250;

/** One of many, found by the beginning of its name. */
export function Finder({ id, value, onChange, find, placeholder, 'aria-label': label }: Props) {
  const [typed, setTyped] = useState('');
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(typed.trim());
    }, SETTLED_AFTER);
    return () => {
      window.clearTimeout(timer);
    };
  }, [typed]);
  const read = useCallback(() => find(settled), [find, settled]);
  const { value: found, words } = useReading(read);
  return (
    <Select<string, Found>
      {...(id !== undefined && { id })}
      {...(label !== undefined && { 'aria-label': label })}
      value={value ?? null}
      onChange={(chosen: string | undefined) => onChange?.(chosen ?? null)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={!found && words === undefined}
      options={found ?? []}
      optionRender={({ data }): ReactNode => (
        <>
          {data.label}
          {data.where !== undefined && <span className={styles.option}>{data.where}</span>}
        </>
      )}
      placeholder={placeholder}
      notFoundContent={words ?? (found ? '没有找到，换个名字再试。' : '正在查找…')}
      style={{ width: '100%' }}
    />
  );
}
