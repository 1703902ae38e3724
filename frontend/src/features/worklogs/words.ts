/** The text with the skeleton under it; in its place where nothing is written yet. */
export function withTemplate(content: string, skeleton: string): string {
  return content.trim() === '' ? skeleton : `${content.trimEnd()}\n${skeleton}`;
}

/** The text with one more sentence at its end. */
export function withSentence(content: string, sentence: string): string {
  return content.trim() === '' ? sentence : `${content.trimEnd()}\n${sentence}`;
}

/** What a phone wrote down from speech, without the sounds between the words and the breaks between the pieces. */
export function tidied(spoken: string): string {
  const text = spoken
    .trim()
    .replace(/(?<![，。！？；、])\s*\r?\n\s*/g, '，')
    .replace(/(?<=[^\x20-\x7e])\s+|\s+(?=[^\x20-\x7e])/g, '')
    .replace(/[嗯呃唉]+[，,。、…]*/g, '')
    .replace(/,(?=[^\x20-\x7e])/g, '，')
    .replace(/^[，。、]+/, '');
  return text === '' || /[。！？.!?]$/.test(text) ? text : `${text}。`;
}

const DIGITS = '零一二三四五六七八九';
const MOST_HOUSEHOLDS = 1000;

/** How many households the text says were visited; undefined where it does not say. */
export function householdsIn(text: string): number | undefined {
  const found =
    /(?:走访|入户|慰问|看望)[^，。；\n]{0,10}?(\d+|[一二两三四五六七八九十]+)\s*[户家]/.exec(text) ??
    /(\d+|[一二两三四五六七八九十]+)\s*户[^，。；\n]{0,6}(?:走访|入户)/.exec(text);
  const said = found?.[1];
  const count = said === undefined ? undefined : numberOf(said);
  return count !== undefined && count > 0 && count <= MOST_HOUSEHOLDS ? count : undefined;
}

function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.replace(/两/g, '二').split('十');
  const digit = (sign: string | undefined, none: number) => (sign === undefined || sign === '' ? none : DIGITS.indexOf(sign));
  if (!text.includes('十')) return text.length === 1 ? digit(tens, 0) : undefined;
  return digit(tens, 1) * 10 + digit(ones, 0);
}

interface Written {
  content: string;
  place: string;
  householdsVisited: number;
  helpGiven: string;
  proven: boolean;
}

/** What a log still lacks, each in words that say what to do; the service has the last word when it is saved. */
export function lacking({ content, place, householdsVisited, helpGiven, proven }: Written): string[] {
  return [
    ...(content.trim() === '' ? ['工作内容还没有写。'] : []),
    ...(place.trim() === '' ? ['地点还没有写。'] : []),
    ...(!proven && (householdsVisited > 0 || helpGiven.trim() !== '') ? ['写了走访或帮扶的，请附照片佐证。'] : []),
  ];
}

/** What the service says that a saved log lacks. */
export function lackingWhenSaved(log: { content: string; incomplete: readonly string[]; evidenceMissing: boolean }): string {
  const parts = [
    ...(log.incomplete.includes('CONTENT') ? ['工作内容只有标题、没有填写'] : []),
    ...(log.incomplete.includes('PLACE') ? ['缺地点'] : []),
    ...(log.evidenceMissing ? ['走访或帮扶缺佐证照片'] : []),
  ];
  return parts.join('，');
}
