import { Select } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { InspectionMethod, InspectionState } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import { InspectionItem } from './InspectionItem';
import { INSPECTIONS } from './operations';
import { choices, METHODS, STATES } from './terms';

const STATE_CHOICES = (Object.keys(STATES) as InspectionState[]).map((value) => ({ value, label: STATES[value].name }));

/** Every inspection of which the person may know, the latest first. */
export function InspectionList() {
  const client = useClient();
  const [state, setState] = useState<InspectionState | null>(null);
  const [method, setMethod] = useState<InspectionMethod | null>(null);
  const read = useCallback(
    async (after: string | null) => (await ask(client, INSPECTIONS, { state, method, after })).inspections,
    [client, state, method],
  );
  const filtered = state !== null || method !== null;
  return (
    <PagedSection
      title="检查"
      label="检查清单"
      aside={<p>没有公布的，只有安排检查的一级及其上级看得到</p>}
      reading="正在读取检查"
      empty={{
        title: filtered ? '没有这样的检查' : '还没有检查',
        words: filtered ? '换个条件再看。' : '点右上角“安排检查”，定好方式、地方和日期，再抽样。',
      }}
      filters={
        <>
          <Select<InspectionState | null>
            aria-label="状态"
            placeholder="全部状态"
            allowClear
            value={state}
            options={STATE_CHOICES}
            onChange={(value) => {
              setState(value);
            }}
          />
          <Select<InspectionMethod | null>
            aria-label="方式"
            placeholder="全部方式"
            allowClear
            value={method}
            options={choices(METHODS)}
            onChange={(value) => {
              setMethod(value);
            }}
          />
        </>
      }
      pages={usePages(read)}
      item={(one) => <InspectionItem key={one.id} inspection={one} />}
    />
  );
}
