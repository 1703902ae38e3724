/** What makes a retry one with its first attempt: the act's id, its idempotency key, and the moment it was first tried. */
export interface Keys {
  id: string;
  idempotencyKey: string;
  at: Date;
}

/** Remembers the keys of the last attempt: the same content gets them again, other content gets new ones. */
export class Attempts {
  private last: { content: string; keys: Keys } | undefined;

  keysFor(content: unknown): Keys {
    const text = JSON.stringify(content);
    if (this.last?.content !== text) {
      this.last = { content: text, keys: { id: randomUuid(), idempotencyKey: randomUuid(), at: new Date() } };
    }
    return this.last.keys;
  }

  /** After success: the same content sent again is another act. */
  forget(): void {
    this.last = undefined;
  }
}

/** A random UUID, version 4; `crypto.randomUUID` is missing on pages without HTTPS. */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
