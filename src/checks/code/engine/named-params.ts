import type { ParamIr } from '../ir/ir.ts';
import type { Frame } from './frame.ts';
import { secretOf } from './secret-names.ts';
import type { Value } from './value.ts';

/**
 * What the name of a parameter says of JavaScript that states no types: `password` holds one, and AngularJS hands its
 * services to parameters that are called like them, `$http`
 * (https://docs.angularjs.org/guide/di#implicit-annotation). An `apiKey: ApiKey` of a class of the program is a record
 * of a secret: what of it is one, the names of its members say.
 */
export function namedParam(frame: Frame, { name, start, end }: ParamIr, value: Value): Value {
  const { library, module } = frame;
  if (module.language !== 'javascript') return value;
  const isRecord = value.refs.some(({ kind }) => kind === 'instance');
  const site = { path: module.path, start, end };
  const told = isRecord ? value : secretOf(frame, name, value, site);
  if (!name.startsWith('$') || told.refs.length > 0) return told;
  const service = library.root(name);
  return service.isModelled ? { ...told, refs: [service] } : told;
}
