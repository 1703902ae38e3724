import type { Client } from 'urql';
import { tell } from '../../shared/ask';
import { digestOf } from '../../shared/digest';
import { Refused } from '../../shared/failure';
import { BEGIN_UPLOAD, COMPLETE_UPLOAD } from './operations';

/** What the service takes as a photo. */
export const PHOTO_TYPES = 'image/jpeg,image/png,image/webp,image/heic,image/heif';

/** The media type of a photo; not every system has a name for that of its own camera. */
export function typeOf(photo: File): string {
  if (photo.type !== '') return photo.type;
  const [ending] = /\.hei[cf]$/i.exec(photo.name) ?? [];
  return ending ? `image/${ending.slice(1).toLowerCase()}` : '';
}

/** Uploads photos straight to the object store; a photo that has arrived once is not sent again. */
export class PhotoUploads {
  private readonly arrived = new WeakMap<File, string>();

  /** The evidence id of the checked photo; throws `Refused` with the words for a person. */
  async upload(client: Client, photo: File): Promise<string> {
    const known = this.arrived.get(photo);
    if (known !== undefined) return known;
    const { beginUpload } = await tell(client, BEGIN_UPLOAD, {
      input: {
        kind: 'PHOTO',
        fileName: photo.name,
        contentType: typeOf(photo),
        size: photo.size,
        sha256: await digestOf(photo),
      },
    });
    await post(beginUpload.url, beginUpload.fields, photo);
    const { completeUpload } = await tell(client, COMPLETE_UPLOAD, { id: beginUpload.evidenceId });
    this.arrived.set(photo, completeUpload.id);
    return completeUpload.id;
  }
}

async function post(url: string, fields: readonly { name: string; value: string }[], photo: File): Promise<void> {
  const form = new FormData();
  for (const { name, value } of fields) form.append(name, value);
  // The store reads no field that comes after the file.
  form.append('file', photo);
  const answer = await fetch(url, { method: 'POST', body: form, credentials: 'omit' }).catch(() => null);
  if (!answer?.ok) throw new Refused('照片没有传上去。请检查网络后再试；已填的内容还在。');
}
