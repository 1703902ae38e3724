import type { Point } from './points';

export interface Shape {
  centre?: Point;
  radiusM?: number;
  vertices?: readonly Point[];
}

/** East and south of the middle, in metres: as it is drawn. */
export type Placed = readonly [number, number];

export interface Drawn {
  circle?: { at: Placed; radius: number };
  corners?: Placed[];
}

export interface Drawing {
  shapes: Drawn[];
  /** The side of the square that holds everything, with the middle at its centre, in metres. */
  side: number;
  bar: { metres: number; words: string };
}

const EARTH_M = 6_371_008.8;
const ROOM = 1.4;
const BAR_SHARE = 0.3;
const LEAST_M = 100;

/** The shapes on the plane that touches the earth in their middle, true to scale, north above. */
export function drawingOf(shapes: readonly Shape[]): Drawing | undefined {
  const all = shapes.flatMap((shape) => [...(shape.vertices ?? []), ...(shape.centre ? [shape.centre] : [])]);
  const [first] = all;
  if (first === undefined) return undefined;
  const place = planeAt(first);
  const drawn = shapes.map((shape): Drawn => ({
    ...(shape.centre && { circle: { at: place(shape.centre), radius: shape.radiusM ?? 0 } }),
    ...(shape.vertices && { corners: shape.vertices.map(place) }),
  }));
  const edges = drawn.flatMap(edgesOf);
  const [west, east] = span(edges.map(([x]) => x));
  const [north, south] = span(edges.map(([, y]) => y));
  const side = Math.max(east - west, south - north, LEAST_M) * ROOM;
  const [x, y] = [(west + east) / 2, (north + south) / 2];
  return { shapes: drawn.map((shape) => moved(shape, x, y)), side, bar: barOf(side * BAR_SHARE) };
}

/** The longest round length that is no longer than `most` metres. */
export function barOf(most: number): Drawing['bar'] {
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return { metres, words: metres < 1000 ? `${metres} 米` : `${metres / 1000} 公里` };
}

function planeAt([latitude, longitude]: Point): (point: Point) => Placed {
  const degree = (EARTH_M * Math.PI) / 180;
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return ([lat, lon]) => [(lon - longitude) * degree * shrink, (latitude - lat) * degree];
}

function edgesOf({ circle, corners = [] }: Drawn): Placed[] {
  if (!circle) return corners;
  const { at, radius } = circle;
  return [...corners, [at[0] - radius, at[1] - radius], [at[0] + radius, at[1] + radius]];
}

function span(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function moved({ circle, corners }: Drawn, x: number, y: number): Drawn {
  const to = ([east, south]: Placed): Placed => [east - x, south - y];
  return {
    ...(circle && { circle: { ...circle, at: to(circle.at) } }),
    ...(corners && { corners: corners.map(to) }),
  };
}
