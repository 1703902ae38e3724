import { expect, it } from 'vitest';
import { digestOf } from './digest';

it('reckons what everybody else reckons', async () => {
  expect(await digestOf(new Blob(['abc']))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
