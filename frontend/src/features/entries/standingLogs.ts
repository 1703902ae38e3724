import type { Day } from '../../shared/days';
import { mayHaveGone } from './logs';
import { type Carried, dayOfLog, type KeptPhoto } from './phone';
import type { KeptLog, LogBody } from './records';
import { carriedWords } from './standing';

/** One line of what is still on the phone of logs. */
export interface LogLine {
  day: Day;
  at: string;
  /** Empty where the log itself is in. */
  content: string;
  photos: KeptPhoto[];
  /** WAITING to be sent, REFUSED; of a log that is in, or goes without them: its photos FOLLOW, or were NOT_TAKEN. */
  stands: 'WAITING' | 'REFUSED' | 'FOLLOWS' | 'NOT_TAKEN';
  /** Why it was refused, or could not go yet, in the service's words. */
  words: string;
  carried: string;
  /** Whether it can be taken back. */
  here: boolean;
}

/** What is still on the phone of logs: each log that waits or was refused, and the photos that are on their way by day. */
export function logLinesOf(logs: readonly KeptLog[], all: readonly KeptPhoto[], carried: readonly Carried[]): LogLine[] {
  const photos = all.filter((photo) => dayOfLog(photo) !== undefined);
  const ofLogs = logs.map((log): LogLine => {
    const body = log.next ?? log;
    const mine = new Set(body.pictures.map(({ id }) => id));
    return {
      day: log.day,
      at: log.at,
      content: body.typed.content.trim(),
      photos: photos.filter(({ id, state }) => mine.has(id) && state === 'HELD'),
      stands: log.state,
      words: log.words ?? '',
      carried: '',
      here: !mayHaveGone(log),
    };
  });
  const days = [...new Set(photos.map((photo) => dayOfLog(photo) ?? ''))];
  const ofPhotos = days.flatMap((day) => photoLines(day, photos.filter((photo) => dayOfLog(photo) === day), carried));
  return [...ofLogs, ...ofPhotos];
}

function photoLines(day: Day, photos: readonly KeptPhoto[], carried: readonly Carried[]): LogLine[] {
  const line = (some: KeptPhoto[], stands: LogLine['stands'], words: string): LogLine[] => {
    const [first] = some;
    if (first === undefined) return [];
    return [{ day, at: first.at, content: '', photos: some, stands, words, carried: carriedWords(some, carried), here: false }];
  };
  const refused = photos.filter(({ state }) => state === 'REFUSED');
  return [
    ...line(photos.filter(({ state }) => state === 'FOLLOWS' || state === 'SENT'), 'FOLLOWS', ''),
    ...line(refused, 'NOT_TAKEN', [...new Set(refused.map(({ words }) => words ?? ''))].join(' ')),
  ];
}

/** How a line is put to a person. */
export function logStandingWords({ stands, words, photos, carried }: LogLine, online: boolean): string {
  switch (stands) {
    case 'WAITING':
      if (!online) return '有网络后自动发出，发出前都可以改';
      return words === '' ? '正在发出' : `还没发成，过一会儿自动再发：${words}`;
    case 'FOLLOWS':
      return `日志已收下，${photos.length} 张照片${online ? '正在传' : '有网络后接着传'}${carried}`;
    case 'NOT_TAKEN':
      return `${photos.length} 张照片没有收下：${words}`;
    case 'REFUSED':
      return `没有收下：${words}`;
  }
}

/** All that was written, as text that can be pasted anywhere. */
export function textOf({ typed, items }: LogBody): string {
  const lines = [
    ['地点', typed.place],
    ['同行人员', typed.companions],
    ['走访户数', typed.householdsVisited > 0 ? String(typed.householdsVisited) : ''],
    ['帮扶情况', typed.helpGiven],
    ['了解到的问题', typed.problemsHeard],
    ['待办', items?.opened.join('；') ?? ''],
    ['办结', Object.values(items?.settled ?? {}).map(({ outcome }) => outcome.trim()).join('；')],
  ] as const;
  const said = lines.filter(([, text]) => text.trim() !== '').map(([name, text]) => `${name}：${text.trim()}`);
  return [typed.content.trim(), ...said].join('\n');
}
