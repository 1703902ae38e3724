import type { Destination } from '../features/home/destinations';

/** Pages that stand in the bar under one name; a page without a group stands by itself, under its own title. */
export interface Way {
  name: string;
  members: readonly Destination[];
}

/** The pages by group, in the order in which the groups first come. */
export function grouped(destinations: readonly Destination[]): Way[] {
  const ways = new Map<string, Destination[]>();
  for (const destination of destinations) {
    const name = destination.group ?? destination.title;
    const members = ways.get(name);
    if (members) members.push(destination);
    else ways.set(name, [destination]);
  }
  return [...ways].map(([name, members]) => ({ name, members }));
}

/** Whether the address is the page at that path or one below it. */
export function isWithin(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}
