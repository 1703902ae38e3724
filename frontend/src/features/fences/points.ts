/** Latitude and longitude in degrees. */
export type Point = readonly [number, number];

export type Parsed = { points: Point[] } | { words: string };

const MOST = 200;
// In China the two cannot be taken for one another, in whichever order they are written.
const LATITUDES = [3, 54] as const;
const LONGITUDES = [73, 136] as const;

/** One place as it is pasted from a map: 27.1903, 119.5312, in either order. */
export function parsePoint(text: string): Point | { words: string } {
  const numbers = numbersOf(text);
  if (numbers.length !== 2) return { words: '请填一对经纬度，如 27.1903, 119.5312。' };
  return ordered(numbers) ?? { words: '经纬度不在国内，请核对。' };
}

/** The corners of a polygon: one pair a line, or GeoJSON; a repeated last corner is left out. */
export function parsePolygon(text: string): Parsed {
  const trimmed = text.trim();
  if (trimmed === '') return { words: '请粘贴各个顶点。' };
  const found = trimmed.startsWith('{') ? ofGeoJson(trimmed) : ofLines(trimmed);
  if ('words' in found) return found;
  const points = open(found.points);
  if (points.length < 3) return { words: '多边形至少要有 3 个不同的顶点。' };
  if (points.length > MOST) return { words: `顶点有 ${points.length} 个，最多 ${MOST} 个，请简化后再填。` };
  return { points };
}

function ofLines(text: string): Parsed {
  const lines = text.split(/[\n;；|]/).filter((line) => line.trim() !== '');
  const points: Point[] = [];
  for (const [index, line] of lines.entries()) {
    const point = ordered(numbersOf(line));
    if (!point) return { words: `第 ${index + 1} 个顶点“${line.trim()}”不是国内的一对经纬度，请核对。` };
    points.push(point);
  }
  return { points };
}

function ofGeoJson(text: string): Parsed {
  const ring = outerRing(parsed(text));
  if (!ring) return { words: '没有读出多边形：请粘贴一个 GeoJSON 的 Polygon，或一行一个顶点。' };
  // In GeoJSON the longitude stands first; by its size it is found in any case.
  const points = ring.map((pair) => (Array.isArray(pair) ? ordered(pair.slice(0, 2).map(Number)) : undefined));
  if (points.some((point) => point === undefined)) return { words: 'GeoJSON 里有不在国内的经纬度，请核对。' };
  return { points: points.filter((point) => point !== undefined) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The outer ring of a polygon, of a feature, or of the only feature of a collection. */
function outerRing(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('features' in value && Array.isArray(value.features)) {
    return value.features.length === 1 ? outerRing(value.features[0]) : undefined;
  }
  if ('geometry' in value) return outerRing(value.geometry);
  if (!('type' in value) || value.type !== 'Polygon' || !('coordinates' in value)) return undefined;
  const [ring] = Array.isArray(value.coordinates) ? (value.coordinates as unknown[]) : [];
  return Array.isArray(ring) ? (ring as unknown[]) : undefined;
}

function numbersOf(text: string): number[] {
  return (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
}

function ordered([one, other, ...rest]: number[]): Point | undefined {
  if (one === undefined || other === undefined || rest.length > 0) return undefined;
  const within = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;
  if (within(one, LATITUDES) && within(other, LONGITUDES)) return [one, other];
  if (within(other, LATITUDES) && within(one, LONGITUDES)) return [other, one];
  return undefined;
}

function open(points: Point[]): Point[] {
  const [first] = points;
  const last = points.at(-1);
  const closed = points.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return closed ? points.slice(0, -1) : points;
}
