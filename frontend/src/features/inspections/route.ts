import type { DrawMembersQuery, InspectionQuery } from '../../gql/graphql';

export type Member = Extract<NonNullable<DrawMembersQuery['node']>, { members: object }>['members']['nodes'][number];
/** A draw with everything that the lot fell on. */
export type Draw = NonNullable<InspectionQuery['inspection']>['draws']['nodes'][number] & { members: Member[] };

/** Somebody to look at. */
export interface Person {
  id: string;
  name: string;
  regionCode: string;
  placeName: string;
}

/** One place on the way, with whom to look at there. */
export interface Stop {
  regionCode: string;
  name: string;
  people: Person[];
}

/** The draw by which one goes: people before villages, because it says whom to look at. */
export function leadingDraw(draws: readonly Draw[]): Draw | undefined {
  return draws.find((draw) => draw.kind === 'CADRES') ?? draws.find((draw) => draw.kind === 'VILLAGES');
}

/** Those who were drawn, where people were. */
export function drawnPeople(draw: Draw): Person[] {
  return draw.members.flatMap(({ posting, regionCode }) =>
    posting
      ? [
          {
            id: posting.id,
            name: posting.cadre.name,
            regionCode: regionCode ?? draw.regionCode,
            placeName: posting.placeName,
          },
        ]
      : [],
  );
}

/** The stops in the order of the drawn route; without one, the places in order of their codes. */
export function stopsOf(people: readonly Person[], draw: Draw | undefined): Stop[] {
  const there = new Map<string, Person[]>();
  for (const person of people) {
    const found = there.get(person.regionCode);
    if (found) found.push(person);
    else there.set(person.regionCode, [person]);
  }
  if (draw) {
    return draw.route.map((regionCode, at) => ({
      regionCode,
      name: draw.routeNames[at] ?? regionCode,
      people: there.get(regionCode) ?? [],
    }));
  }
  return [...there.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([regionCode, found]) => ({ regionCode, name: found[0]?.placeName ?? regionCode, people: found }));
}
