import type { OpenTarget } from '../collect/target.ts';
import { Crew } from './crew.ts';
import type { StoredMemory } from './program/stored-memory.ts';
import type { UnitStore } from './program/unit-store.ts';

/** What is known of a program from one run to the next. */
export interface KeptProgram {
  readonly units: UnitStore;
  readonly memory: StoredMemory;
}

/** What runs on one target in one process leave for one another: one run at a time. */
export class Session {
  readonly crew: Crew;
  /** By what examines it; undefined: every program is another one. */
  readonly programs: Map<string, KeptProgram> | undefined;
  /** Opened already; undefined: each run opens it anew. */
  target: OpenTarget | undefined;

  /** `registry` is the URL of the module that exports `checks`. */
  constructor(registry: string, options: { readonly keepsProgram: boolean }) {
    this.crew = new Crew(registry);
    this.programs = options.keepsProgram ? new Map() : undefined;
  }

  stop(): void {
    this.crew.stop();
  }
}
