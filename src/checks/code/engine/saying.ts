import type { SinkModel } from '../models/model.ts';
import type { Call } from './arguments.ts';
import type { Bound } from './bounds.ts';
import type { Fn } from './entities.ts';
import type { Flow } from './flows.ts';
import type { Site } from './frame.ts';
import type { Label, SourceRoot, Trail } from './label.ts';
import type { Program } from './program.ts';
import type { SinkPlace } from './summary.ts';

export interface Route {
  readonly route: string;
  readonly site: Site;
  readonly fn: Fn;
  readonly call: Pick<Call, 'at' | 'args'>;
}

/** What the interpretation of a function has to tell of the program. */
export type Saying =
  | { readonly kind: 'overlong'; readonly fn: Fn }
  | { readonly kind: 'bound'; readonly fn: Fn; readonly bound: Bound }
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'misuse'; readonly flow: Flow }
  | {
      readonly kind: 'flow';
      readonly label: Label & { readonly root: SourceRoot };
      readonly sink: SinkPlace;
      readonly model: SinkModel;
      readonly trail: Trail | undefined;
    };

export function hear({ overlong, routes, flows, bounds }: Program, saying: Saying): void {
  switch (saying.kind) {
    case 'overlong':
      overlong.add(saying.fn);
      break;
    case 'bound':
      bounds.again(saying.fn, saying.bound);
      break;
    case 'route':
      routes.push(saying.route);
      break;
    case 'flow':
      flows.add(saying.label, saying, saying.trail);
      break;
    case 'misuse':
      flows.misuse(saying.flow);
      break;
  }
}
