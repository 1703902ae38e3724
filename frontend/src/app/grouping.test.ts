import { expect, test } from 'vitest';
import { grouped, isWithin } from './grouping';

const page = (path: string, group?: '考勤' | '督查') => ({
  path,
  title: path.slice(1),
  about: '',
  needs: 'posting:read',
  ...(group && { group }),
});

test('pages of one group stand together where the first of them stands', () => {
  const ways = grouped([page('/a', '考勤'), page('/b'), page('/c', '考勤'), page('/d', '督查')]);

  expect(ways.map(({ name, members }) => [name, members.map(({ path }) => path)])).toEqual([
    ['考勤', ['/a', '/c']],
    ['b', ['/b']],
    ['督查', ['/d']],
  ]);
});

test('a page is where its address or one below it is', () => {
  expect(isWithin('/inspections/7', '/inspections')).toBe(true);
  expect(isWithin('/inspections', '/inspections')).toBe(true);
  expect(isWithin('/inspections-of-old', '/inspections')).toBe(false);
});
