import { capabilityMarkers } from './capability-markers.ts';
import { deedMarkers } from './deed-markers.ts';
import type { Marker } from './marker.ts';
import { placeMarkers } from './place-markers.ts';
import type { Mark } from './threat.ts';

export const markers: readonly Marker[] = [...capabilityMarkers, ...deedMarkers, ...placeMarkers];

/** How many different groups of a mark must be met for it to count; 1 where it is not listed. */
export const groupsNeeded: ReadonlyMap<Mark, number> = new Map([
  ['credential-files', 2],
  ['surveys-machine', 3],
]);
