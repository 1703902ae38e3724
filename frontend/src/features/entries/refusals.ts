/** Nobody answered, or the service cannot for the moment; `about` one thing alone, or everything. */
export class NotNow extends Error {
  constructor(
    readonly about: 'everything' | 'this',
    /** What the service said, for a person. */
    readonly words?: string,
  ) {
    super('not now');
  }
}

/** The service will not take this, and says why. */
export class NeverTaken extends Error {}
