import { type Carried, dayOfLog, type KeptEntry, type KeptPhoto } from './phone';

/** One line of what is still on the phone: an act of checking in, and how it stands. */
export interface Line {
  entryId: string;
  at: string;
  where: string;
  photo: KeptPhoto | undefined;
  /** How far its photo is, in words; empty while that is not known. */
  carried: string;
  /** WAITING to be sent, REFUSED; of an entry that is in: its photo FOLLOWS, or was NOT_TAKEN. */
  stands: 'WAITING' | 'REFUSED' | 'FOLLOWS' | 'NOT_TAKEN';
  /** Of a refusal, in the service's words. */
  words: string | null;
}

/** What is still on the phone of check-ins, oldest first; an entry and its photo are one line. */
export function linesOf(entries: KeptEntry[], all: KeptPhoto[], carried: readonly Carried[] = []): Line[] {
  const photos = all.filter((photo) => dayOfLog(photo) === undefined);
  const kept = new Set(entries.map(({ id }) => id));
  const ofEntries = entries.map((entry): Line => {
    const photo = photos.find(({ entryId }) => entryId === entry.id);
    return { entryId: entry.id, at: entry.at, where: whereOf(entry), photo, carried: '', stands: entry.state, words: entry.words };
  });
  const ofPhotos = photos
    .filter(({ entryId }) => !kept.has(entryId))
    .map((photo): Line => {
      const stands = photo.state === 'REFUSED' ? 'NOT_TAKEN' : 'FOLLOWS';
      return { entryId: photo.entryId, at: photo.at, where: '', photo, carried: carriedWords([photo], carried), stands, words: photo.words };
    });
  return [...ofEntries, ...ofPhotos].sort((one, other) => (one.at < other.at ? -1 : 1));
}

function whereOf({ fix }: KeptEntry): string {
  return fix ? `已附位置，精度约 ${fix.accuracyM} 米` : '没有附位置';
}

/** How a line is put to a person. */
export function standingWords({ stands, words, photo, carried }: Line, online: boolean): string {
  switch (stands) {
    case 'WAITING':
      return (online ? '正在发出' : '有网络后自动发出') + (photo?.state === 'REFUSED' ? `；照片没有收下：${photo.words ?? ''}` : '');
    case 'FOLLOWS':
      return (online ? '签到已收下，照片正在传' : '签到已收下，照片有网络后接着传') + carried;
    case 'NOT_TAKEN':
      return `签到已收下，照片没有收下：${words ?? ''}`;
    case 'REFUSED':
      return `没有收下：${words ?? ''}`;
  }
}

/** Whether it goes by itself, without anything that a person does. */
export function isUnderWay({ stands }: Pick<Line, 'stands'>): boolean {
  return stands === 'WAITING' || stands === 'FOLLOWS';
}

/** How much of the photos has gone, once one of them goes in parts; empty before. */
export function carriedWords(photos: readonly KeptPhoto[], carried: readonly Carried[]): string {
  const ids = new Set(photos.map(({ id }) => id));
  const known = carried.filter(({ photoId }) => ids.has(photoId));
  if (known.length === 0) return '';
  const sum = (sizes: readonly number[]) => (sizes.reduce((one, other) => one + other, 0) / 1024 / 1024).toFixed(1);
  return `，已传 ${sum(known.map(({ sent }) => sent))} / ${sum(photos.map(({ file }) => file.size))} MB`;
}
