/** The SHA-256 of a file in hexadecimal, or null where the browser reckons none: it does so over a secure line alone. */
export async function digestOf(file: Blob): Promise<string | null> {
  // Browsers leave it out, whatever the types say.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (subtle === undefined) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
