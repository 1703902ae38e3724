import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { civilDay, monthOf } from '../../shared/days';
import { wordsOf } from '../../shared/failure';
import { Empty, Failure, Loading } from '../../shared/States';
import { useNarrow } from '../../shared/useNarrow';
import { PostingSection } from '../postings/PostingSection';
import { may, useSession } from '../session/session';
import type { Area } from './areas';
import { CountyCards } from './CountyCards';
import { CountyTable } from './CountyTable';
import { type CountyRow, countyRows, totalOf } from './figures';
import styles from './HomePage.module.css';
import { COUNTY_FIGURES } from './operations';
import { Summary } from './Summary';

const PROVINCE_DIGITS = 2;

interface Props {
  area: Area;
  regionCode: string;
  month: string;
  chosen: string | null;
  choose: (code: string) => void;
}

/** The home of a province, a city or a county: figures, the county table, and the people of one county. */
export function CountyHome({ area, regionCode, month, chosen, choose }: Props) {
  const { viewer } = useSession();
  const [{ data, error, fetching }, again] = useQuery({
    query: COUNTY_FIGURES,
    variables: {
      regionCode,
      month,
      sheets: may(viewer, 'sheet:read'),
      cities: regionCode.length === PROVINCE_DIGITS && may(viewer, 'region:read'),
    },
    requestPolicy: 'cache-and-network',
  });
  if (error && !data) {
    return (
      <div className="panel">
        <Failure
          words={wordsOf(error)}
          retry={() => {
            again({ requestPolicy: 'network-only' });
          }}
        />
      </div>
    );
  }
  if (!data || (fetching && data.countyFigures.length === 0)) {
    return (
      <div className="panel">
        <Loading rows={7} label="正在读取各县数字" />
      </div>
    );
  }
  const rows = countyRows(data);
  if (rows.length === 0) {
    return (
      <div className="panel">
        <Empty title="这个月还没有数据">本月没有在任干部，或当月尚未开始统计。可用右上角换一个月份。</Empty>
      </div>
    );
  }
  const [only] = rows;
  if (rows.length === 1 && only?.code === regionCode) {
    return (
      <>
        <Summary total={totalOf(rows)} counties={1} running={month === monthOf(civilDay())} month={month} />
        <Chosen row={only} month={month} around={area.name} title="在任干部" />
      </>
    );
  }
  return <Counties rows={rows} area={area} month={month} chosen={chosen} choose={choose} />;
}

type CountiesProps = Omit<Props, 'regionCode'> & { rows: CountyRow[] };

function Counties({ rows, area, month, chosen, choose }: CountiesProps) {
  const narrow = useNarrow();
  const [city, setCity] = useState<string>();
  const shown = city === undefined ? rows : rows.filter((row) => row.city === city);
  const cities = [...new Set(rows.flatMap((row) => row.city ?? []))];
  const opened = rows.find((row) => row.code === chosen);
  const running = month === monthOf(civilDay());
  const Listing = narrow ? CountyCards : CountyTable;
  return (
    <>
      <Summary total={totalOf(shown)} counties={shown.length} running={running} month={month} />
      <section className={`panel ${styles.section ?? ''}`} aria-labelledby="counties">
        <div className={styles.head}>
          <div>
            <h2 id="counties">各县情况</h2>
            <p>{narrow ? '点开一个县，查看在任干部' : '点击一行，在下方查看该县在任干部；点击表头排序'}</p>
          </div>
          {cities.length > 1 && (
            <Select
              aria-label="按市筛选"
              placeholder="全部市"
              allowClear
              value={city}
              onChange={setCity}
              options={cities.map((name) => ({ value: name, label: name }))}
              style={{ minWidth: 140 }}
            />
          )}
        </div>
        <Listing rows={shown} running={running} chosen={chosen} choose={choose} />
      </section>
      {opened && (
        <Chosen
          key={opened.code}
          row={opened}
          month={month}
          around={area.name + (opened.city ?? '') + opened.name}
          title={`${opened.city ?? ''}${opened.name} · 在任干部`}
          arrive
        />
      )}
    </>
  );
}

interface ChosenProps {
  row: CountyRow;
  month: string;
  around: string;
  title: string;
  arrive?: boolean;
}

/** The people of one county; `arrive` brings it into view, as when it was asked for from the table above. */
function Chosen({ row, month, around, title, arrive = false }: ChosenProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (arrive) place.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  }, [arrive]);
  return (
    <div ref={place} style={{ scrollMarginTop: 58, minHeight: arrive ? '80vh' : undefined }}>
      <PostingSection
        title={title}
        regionCode={row.code}
        month={month}
        around={around}
        requiredDays={row.requiredDays ?? undefined}
        clause={row.clause ?? undefined}
      />
    </div>
  );
}
