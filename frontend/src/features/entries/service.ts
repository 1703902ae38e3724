import type { AnyVariables, Client, TypedDocumentNode } from 'urql';
import type { CheckInInput, PartsFragment } from '../../gql/graphql';
import { codeOf, wordsOf } from '../../shared/failure';
import { BEGIN_UPLOAD } from '../cadre/operations';
import { patientFetch, put } from './carrying';
import { BEGIN_LARGE_UPLOAD, COMPLETE_UPLOADS, RESUME_UPLOAD, SUBMIT_ENTRIES } from './operations';
import type { InParts } from './parts';
import { deviceId, type KeptPhoto } from './phone';
import { NeverTaken, NotNow } from './refusals';
import type { Announced, Outgoing, Service } from './sending';

// Beyond this an entry was not sent as it was made.
const AT_ONCE_MILLISECONDS = 60_000;
// What these answer is read anew once entries, or their photos, are in.
const CHANGED = ['AttendanceDay', 'MonthlyAttendance', 'AttendanceConflict', 'BackfillRequest', 'Overnight', 'WorkLog'];
/** Refusals of a file that no later try can change. */
const FOR_GOOD = new Set([
  'FILE_TYPE_NOT_ALLOWED',
  'FORBIDDEN',
  'IMAGE_DAMAGED',
  'IMAGE_TOO_LARGE',
  'INVALID_FILE_NAME',
  'MALWARE_FOUND',
  'NOT_AN_IMAGE',
  'QUOTA_EXCEEDED',
  'UPLOAD_EMPTY',
  'UPLOAD_ID_UNUSABLE',
  'UPLOAD_TOO_LARGE',
  'UPLOAD_TOO_LARGE_TO_SCAN',
]);

/** The service over one session's client. */
export function serviceOver(client: Client): Service {
  return {
    announce: async (photo) => {
      const { beginUpload } = await told(client, BEGIN_UPLOAD, { input: announcementOf(photo) });
      return { ...beginUpload, ready: beginUpload.state === 'READY' };
    },
    submit: async (entries) => {
      const device = await deviceId();
      const sentAt = new Date();
      const sent = entries.map((entry) => inputOf(entry, device, sentAt));
      const { submitEntries } = await told(client, SUBMIT_ENTRIES, { entries: sent }, CHANGED);
      return submitEntries.map((answer) => ({ ...answer, message: answer.message ?? null }));
    },
    deliver: async (announced, photo) => {
      const answer = await fetch(announced.url, { method: 'POST', body: formOf(announced, photo.file), credentials: 'omit' }).catch(
        () => null,
      );
      if (answer === null) throw new NotNow('everything');
      if (!answer.ok) throw new NotNow('this');
    },
    inParts: async (photo) =>
      standing((await told(client, BEGIN_LARGE_UPLOAD, { input: announcementOf(photo) })).beginLargeUpload),
    inPartsAgain: async (evidenceId) => standing((await told(client, RESUME_UPLOAD, { id: evidenceId })).resumeUpload),
    put,
    complete: async (evidenceId) => {
      const { completeUploads } = await told(client, COMPLETE_UPLOADS, { ids: [evidenceId] }, CHANGED);
      const [answer] = completeUploads;
      if (answer === undefined) throw new NotNow('this');
      return { ...answer, code: answer.code ?? null, message: answer.message ?? null };
    },
  };
}

/** The entry as the service takes it, with what this sending adds. */
export function inputOf(entry: Outgoing, device: string, sentAt: Date): CheckInInput {
  const online = sentAt.getTime() - Date.parse(entry.at) < AT_ONCE_MILLISECONDS;
  return {
    id: entry.id,
    idempotencyKey: entry.idempotencyKey,
    day: entry.day,
    at: entry.at,
    ...(entry.fix && { ...entry.fix, datum: 'WGS84' }),
    note: entry.note,
    photoId: entry.evidenceId,
    device: { id: device, sentAt: sentAt.toISOString(), online },
  };
}

function announcementOf({ id, fileName, contentType, file }: KeptPhoto) {
  return { id, kind: 'PHOTO' as const, fileName, contentType, size: file.size };
}

function standing({ evidenceId, state, parts }: PartsFragment): InParts {
  return { evidenceId, ready: state === 'READY', parts: parts.map((part) => ({ ...part, url: part.url ?? null })) };
}

function formOf({ fields }: Announced, file: Blob): FormData {
  const form = new FormData();
  for (const { name, value } of fields) form.append(name, value);
  // The store reads no field that comes after the file.
  form.append('file', file);
  return form;
}

/** The answer to a mutation; throws `NotNow`, and `NeverTaken` for a code that is `forGood`. */
export async function told<Data, Variables extends AnyVariables>(
  client: Client,
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  additionalTypenames: string[] = [],
  forGood: (code: string) => boolean = (code) => FOR_GOOD.has(code),
): Promise<Data> {
  const context = { additionalTypenames, fetch: patientFetch };
  const { data, error } = await client.mutation(mutation, variables, context).toPromise();
  if (error) {
    const code = codeOf(error);
    if (code !== undefined && forGood(code)) throw new NeverTaken(wordsOf(error));
    if (code === undefined || code === 'UNAUTHENTICATED') throw new NotNow('everything');
    throw new NotNow(code === 'RATE_LIMITED' ? 'everything' : 'this', wordsOf(error));
  }
  if (data === undefined) throw new NotNow('everything');
  return data;
}
