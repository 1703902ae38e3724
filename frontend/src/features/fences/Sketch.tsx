import styles from './Fences.module.css';
import { type Drawn, drawingOf, type Shape } from './drawing';

interface Props {
  /** What is drawn, each under its name. */
  shapes: readonly (Shape & { name: string; faint?: boolean })[];
}

/** The shapes to scale, north above, with a bar to measure by. */
export function Sketch({ shapes }: Props) {
  const drawing = drawingOf(shapes);
  if (!drawing) return null;
  const { side, bar } = drawing;
  const half = side / 2;
  const names = shapes.map((shape) => shape.name).join('、');
  return (
    <svg className={styles.sketch} viewBox={`${-half} ${-half} ${side} ${side}`} role="img" aria-label={`范围示意：${names}`}>
      {drawing.shapes.map((shape, index) => (
        <Outline key={index} shape={shape} name={shapes[index]?.name ?? ''} faint={shapes[index]?.faint === true} size={side / 26} />
      ))}
      <g className={styles.bar} transform={`translate(${-half + side * 0.05} ${half - side * 0.06})`}>
        <path d={`M0 ${-side / 60}V0H${bar.metres}V${-side / 60}`} vectorEffect="non-scaling-stroke" />
        <text x={bar.metres + side / 50} y={side / 120} fontSize={side / 24}>
          {bar.words}
        </text>
      </g>
      <g className={styles.north} transform={`translate(${half - side * 0.07} ${-half + side * 0.1})`}>
        <path d={`M0 ${-side / 24}L${side / 60} ${side / 60}L0 0L${-side / 60} ${side / 60}Z`} />
        <text y={side / 15} fontSize={side / 28} textAnchor="middle">
          北
        </text>
      </g>
    </svg>
  );
}

interface OutlineProps {
  shape: Drawn;
  name: string;
  faint: boolean;
  size: number;
}

function Outline({ shape: { circle, corners }, name, faint, size }: OutlineProps) {
  const [x, y] = circle?.at ?? middleOf(corners ?? []);
  return (
    <g className={faint ? styles.faint : styles.outline}>
      {circle && <circle cx={x} cy={y} r={circle.radius} vectorEffect="non-scaling-stroke" />}
      {corners && <polygon points={corners.map((corner) => corner.join(',')).join(' ')} vectorEffect="non-scaling-stroke" />}
      <text x={x} y={y} fontSize={size} textAnchor="middle" dominantBaseline="middle">
        {name}
      </text>
    </g>
  );
}

function middleOf(corners: readonly (readonly [number, number])[]): [number, number] {
  const sum = corners.reduce<[number, number]>(([x, y], corner) => [x + corner[0], y + corner[1]], [0, 0]);
  return [sum[0] / Math.max(corners.length, 1), sum[1] / Math.max(corners.length, 1)];
}
