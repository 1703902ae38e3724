import type { Passed } from './sending';

const SECOND = 1000;
/** How long to wait after each failure in a row; the last holds for all that follow. */
const WAITS = [3, 10, 30, 60, 120, 300].map((seconds) => seconds * SECOND);

/** Runs `pass` when it is told to, one at a time, and again after a while as long as something is left. */
export class Repeated {
  private running = false;
  private wanted = false;
  private stopped = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly pass: () => Promise<Passed>) {}

  /** Try at once, or once more after the try that is under way. */
  now = (): void => {
    clearTimeout(this.timer);
    this.wanted = true;
    if (!this.running && !this.stopped) void this.run();
  };

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.running = true;
    this.wanted = false;
    const passed = await this.pass().catch((): Passed => 'later');
    this.running = false;
    this.failures = passed === 'done' ? 0 : this.failures + 1;
    this.goOn(passed);
  }

  private goOn(passed: Passed): void {
    if (this.stopped) return;
    if (this.wanted) void this.run();
    else if (passed === 'later') this.timer = setTimeout(this.now, waitAfter(this.failures));
  }
}

/** Milliseconds to wait after so many failures in a row, from 1. */
export function waitAfter(failures: number): number {
  return WAITS[Math.min(failures, WAITS.length) - 1] ?? 0;
}

/** Several tabs take turns where the browser lets them; where not, the service takes each entry once all the same. */
export async function inTurn(name: string, pass: () => Promise<Passed>): Promise<Passed> {
  if (!('locks' in navigator)) return pass();
  return navigator.locks.request(name, pass);
}
