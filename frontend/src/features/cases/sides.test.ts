import { expect, test } from 'vitest';
import { hidesOther, sidesOf } from './sides';

const photo = (id: string) => ({ id, notice: null });
const like = {
  kind: 'PHOTO_LOOKS_ALIKE' as const,
  day: '2026-11-22',
  otherDay: '2026-11-20',
  evidence: [photo('own')],
  otherEvidence: [photo('other')],
  otherCadre: { id: 'c', name: '范红莹' },
};

test('two photos lie side by side, each with its day and whose it is', () => {
  expect(sidesOf(like)).toEqual([
    { caption: '11月22日所用', photos: [photo('own')] },
    { caption: '范红莹 11月20日用过', photos: [photo('other')] },
  ]);
  expect(hidesOther(like)).toBe(false);
});

test('a photo that may not be seen is missing, and that is said', () => {
  const seen = { ...like, otherEvidence: [], otherCadre: null };
  expect(sidesOf(seen)).toEqual([{ caption: '11月22日所用', photos: [photo('own')] }]);
  expect(hidesOther(seen)).toBe(true);
  expect(hidesOther({ kind: 'MOCK_LOCATION', otherEvidence: [] })).toBe(false);
});
