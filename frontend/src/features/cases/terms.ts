import type { LeadKind, LeadState, SignalKind } from '../../gql/graphql';

export interface Told {
  words: string;
  tone?: 'good' | 'late' | 'calm';
}

/** What contradicts what; the sentence says what a person should do with it, and accuses nobody. */
export const LEAD_KINDS: Record<LeadKind, { name: string; about: string }> = {
  PRESENCE_DOUBT: { name: '在岗存疑', about: '同一个人的几条疑点合在一起，值得听本人说一说。' },
  SIGNATURE_CONTRADICTED: { name: '与签字不符', about: '签了字的月表与检查看到的不一样，先请签字的人说明。' },
  NOWHERE_SEEN: { name: '两头不见人', about: '同一天村里和派出单位都没有见到人。' },
  VIOLATION_FOUND: { name: '检查所记情形', about: '检查人员记下的情形，还没有核实。' },
  LEAVE_LIMIT: { name: '请假超限', about: '全年累计请假超过了规定的天数。' },
  FIGURES_DIFFER: { name: '数字不符', about: '报上来的数字与台账对不上。' },
};

/** What was noticed, and what may help whoever it is about to explain it. */
export const SIGNAL_KINDS: Record<SignalKind, { name: string; hint: string }> = {
  MOCK_LOCATION: {
    name: '手机报告用了模拟定位',
    hint: '可以写明手机是谁的、装过什么会改动定位的软件、当时人在哪里、谁可以证明。',
  },
  IMPOSSIBLE_TRAVEL: {
    name: '两次签到相距太远',
    hint: '可以写明哪一次的位置不对、当时怎么来去、有没有车票。',
  },
  CLOCK_OFF: { name: '手机时间不准', hint: '可以写明手机时间是不是手动调过，实际几点签的到。' },
  FAR_AWAY: { name: '签到地点离村较远', hint: '可以写明当时在哪里、为什么事，跟谁说过。' },
  DEVICE_SHARED: { name: '几个人用同一部手机签到', hint: '可以写明是谁的手机，为什么借用，当时各自在哪里。' },
  PHOTO_SEEN_BEFORE: { name: '照片以前用过', hint: '可以写明是不是选错了照片，当天的照片还在不在。' },
  PHOTO_LOOKS_ALIKE: {
    name: '照片与以前的相像',
    hint: '同一个地方、同一个角度拍的本来就像，写明是在哪里、什么时候拍的就行。',
  },
  PHOTO_TIME: { name: '照片的拍摄时间对不上', hint: '可以写明照片是什么时候拍的，相机或手机的时间准不准。' },
  PHOTO_PLACE: { name: '照片的拍摄地点对不上', hint: '可以写明照片是在哪里拍的，为什么用在这一天。' },
  TEXT_COPIED: { name: '日志与以前的几乎相同', hint: '可以写明两天做的事是不是一样，不一样的补写在这里。' },
};

export const LEAD_STATES: Record<LeadState, Told & { about: string }> = {
  OPEN: { words: '待处理', tone: 'late', about: '还没有作结论' },
  CONFIRMED: { words: '属实', about: '经核实，情况确实如此' },
  DISMISSED: { words: '不属实', tone: 'good', about: '经核实没有问题，或者已经说明清楚' },
};

/** An object's entries as choices of a select. */
export function choices<Key extends string>(names: Record<Key, { name: string } | { words: string }>) {
  return (Object.entries(names) as [Key, { name: string } | { words: string }][]).map(([value, one]) => ({
    value,
    label: 'name' in one ? one.name : one.words,
  }));
}
