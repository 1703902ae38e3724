import type { ReactNode } from 'react';
import type { SignalPartsFragment } from '../../gql/graphql';
import page from '../../shared/Page.module.css';
import styles from './Cases.module.css';
import { Answer } from './MyQuestion';
import type { Thumbnails } from './photos';
import photos from './Photos.module.css';
import { Photos, PhotosOnDemand } from './Photos';
import { hidesOther, sidesOf } from './sides';
import { SIGNAL_KINDS } from './terms';

interface Props {
  signal: SignalPartsFragment;
  titled?: boolean;
  /** Small pictures that are there already; without them they are fetched when somebody wants to see them. */
  thumbnails?: { found: Thumbnails | undefined };
  children?: ReactNode;
}

/** What was noticed and why, the photos side by side, and what was said to it. */
export function SignalDetail({ signal, titled = true, thumbnails, children }: Props) {
  const sides = sidesOf(signal);
  return (
    <div className={styles.signal}>
      {titled && <h4>{SIGNAL_KINDS[signal.kind].name}</h4>}
      <p>{signal.reason}</p>
      {signal.otherCadre && <p className={page.quiet}>同时涉及：{signal.otherCadre.name}</p>}
      {thumbnails === undefined ? (
        <PhotosOnDemand groups={sides} />
      ) : (
        sides.length > 0 && (
          <div className={photos.pair}>
            {sides.map((side) => (
              <Photos key={side.caption} {...side} thumbnails={thumbnails.found} />
            ))}
          </div>
        )
      )}
      {hidesOther(signal) && <p className={page.quiet}>另一张照片不在您可以查看的范围内。</p>}
      {signal.answer === null ? (
        <p className={page.quiet}>本人还没有说明。</p>
      ) : (
        <Answer words={signal.answer} at={signal.answeredAt} who={`${signal.cadre?.name ?? '本人'}的说明`} />
      )}
      {children}
    </div>
  );
}
