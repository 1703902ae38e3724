import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { OverdueOccurrencesQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { placeWithin } from '../../shared/words';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import { ExemptDialog } from './ExemptDialog';
import { OccurrenceItem } from './OccurrenceItem';
import { OVERDUE_OCCURRENCES } from './operations';

type Overdue = OverdueOccurrencesQuery['dutyOccurrences']['nodes'][number];

interface Props {
  regionCode: string | null;
  matter: string | null;
  /** What the list is of. */
  title: string;
  around: string;
  today: Day;
  /** After something has been excused. */
  changed: () => void;
}

/** Whatever is overdue of a duty in a place, the longest first; each opens into the reason. */
export function OverdueList({ regionCode, matter, title, around, today, changed }: Props) {
  const client = useClient();
  const { viewer } = useSession();
  const tenant = viewer.tenant.name;
  const [exempting, setExempting] = useState<Overdue>();
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, OVERDUE_OCCURRENCES, { regionCode, matter, after })).dutyOccurrences,
    [client, regionCode, matter],
  );
  const pages = usePages(read);
  return (
    <PagedSection
      title={title}
      label="逾期清单"
      order="早到期的在前"
      reading="正在读取逾期清单"
      empty={{ title: '没有逾期的责任', words: '到今天为止，应完成的都已完成。' }}
      pages={pages}
      item={(one) => (
        <OccurrenceItem
          key={one.id}
          occurrence={one}
          today={today}
          who={whoOwes(one, tenant)}
          titled={matter === null}
          {...(one.posting && { where: placeWithin(one.region.pathName, around) })}
          acts={
            may(viewer, 'duty:exempt') && (
              <Button
                onClick={() => {
                  setExempting(one);
                }}
              >
                登记豁免
              </Button>
            )
          }
        />
      )}
    >
      {exempting && (
        <ExemptDialog
          occurrence={exempting}
          who={whoOwes(exempting, tenant)}
          done={() => {
            setExempting(undefined);
            pages.again();
            changed();
          }}
          close={() => {
            setExempting(undefined);
          }}
        />
      )}
    </PagedSection>
  );
}

/** Who owes it: a cadre, a unit, or the place itself. */
function whoOwes({ posting, unit, region }: Overdue, around: string): string {
  return posting?.cadre.name ?? unit?.name ?? placeWithin(region.pathName, around);
}
