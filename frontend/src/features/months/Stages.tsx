import { type Counts, countOf, type Filter } from './board';
import styles from './Board.module.css';
import { STEP_ORDER, STEPS } from './terms';

interface Props {
  counts: Counts;
  chosen: Filter | null;
  choose: (filter: Filter | null) => void;
}

const NOTES: Record<Filter, (counts: Counts) => string> = {
  TOTAL: ({ unregistered }) => (unregistered > 0 ? `${unregistered} 人一天也没有登记` : '月末后由乡镇统计'),
  SIGN: () => '等乡镇党委书记',
  SEAL: () => '书记已签字',
  VERIFY: () => '乡镇已盖章',
  DONE: ({ postings }) => `共 ${postings} 人`,
  OVERDUE: () => '过了应盖章之日',
};

/** How many sheets stand at which step; one of them narrows the list to where those are. */
export function Stages({ counts, chosen, choose }: Props) {
  const filters: Filter[] = [...STEP_ORDER, 'DONE', ...(counts.overdue > 0 ? (['OVERDUE'] as const) : [])];
  return (
    <ul className={`panel ${styles.stages ?? ''}`} aria-label="月表走到哪一步">
      {filters.map((filter) => {
        const count = countOf(counts, filter);
        const name = filter === 'DONE' ? '已查验' : filter === 'OVERDUE' ? '逾期' : STEPS[filter].name;
        return (
          <li key={filter}>
            <button
              type="button"
              className={styles.stage}
              data-late={filter === 'OVERDUE' || undefined}
              data-none={count === 0 || undefined}
              aria-pressed={filter === chosen}
              onClick={() => {
                choose(filter === chosen ? null : filter);
              }}
            >
              <span>{name}</span>
              <b className="numeric">{count}</b>
              <small>{NOTES[filter](counts)}</small>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
