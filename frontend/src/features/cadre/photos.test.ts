import { expect, it } from 'vitest';
import { PHOTO_TYPES, typeOf } from './photos';

it('a photo says what it is, or its name does where the system has no word for it', () => {
  const types = [
    new File([], '现场.jpg', { type: 'image/jpeg' }),
    new File([], 'IMG_0001.HEIC'),
    new File([], 'IMG_0002.heif'),
    new File([], '说明.txt', { type: 'text/plain' }),
    new File([], 'heic'),
  ].map(typeOf);

  expect(types).toEqual(['image/jpeg', 'image/heic', 'image/heif', 'text/plain', '']);
});

it('photos as phones take them are accepted', () => {
  expect(PHOTO_TYPES.split(',')).toEqual(expect.arrayContaining(['image/heic', 'image/heif', 'image/jpeg']));
});
