/** How the algorithm of a draw is called whose steps this page can take by itself. */
export const ALGORITHM = 'SHA256-1';

/** Draws again from what was kept: each key ranked by the SHA-256 of seed and key together, the smallest first. */
export async function drawAgain(seed: string, population: readonly string[], size: number): Promise<string[]> {
  const ranked = await Promise.all(population.map(async (key) => ({ key, digest: await digestOf(seed + key) })));
  return ranked
    .sort((one, other) => (one.digest < other.digest ? -1 : one.digest > other.digest ? 1 : 0))
    .slice(0, size)
    .map(({ key }) => key);
}

/** Whether two draws chose the same in the same order. */
export function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, at) => key === other[at]);
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
