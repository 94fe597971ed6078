import { groupBy } from '../../../../model/group-by.ts';
import type { Fn, Mod } from '../../engine/entities.ts';
import { markedBy } from '../../engine/marks.ts';
import type { Program } from '../../engine/program.ts';
import type { MarkIr } from '../../ir/ir.ts';
import type { Hit } from '../hit.ts';
import { signature } from '../marks.ts';
import { asksWho, isPublic } from './words.ts';

const MIN_PROTECTED = 3;
const MIN_SHARE = 0.75;
const CHANGES = /\b(?:POST|PUT|PATCH|DELETE)\b/u;
/** Elsewhere it is said which routes are open. */
const BY_CONFIGURATION =
  /^(?:before_request|authorizeHttpRequests|authorizeRequests|authorizeExchange|SecurityFilterChain|useGlobalGuards|APP_GUARD|login_manager|LoginRequiredMiddleware)$/u;

/** @yields a route that changes data without a mark that asks who calls, where those beside it have one */
export function* unmarkedRoutes(program: Program): Generator<Hit> {
  if (program.modules.some(({ ir }) => isConfigured(ir.strings))) return;
  for (const module of program.modules) {
    const entries = module.fns.filter((fn) => fn.entry !== undefined && fn.ir.marks.length > 0);
    const groups = groupBy(entries, ({ ir }) => ir.ownerClass);
    for (const [owner, group] of groups) yield* inGroup(program, group, classMarks(module, owner));
  }
}

function classMarks({ ir }: Mod, owner: number): readonly MarkIr[] {
  return ir.classes[owner]?.marks ?? [];
}

function* inGroup(
  program: Program,
  group: readonly Fn[],
  outer: readonly MarkIr[],
): Generator<Hit> {
  const isProtected = (fn: Fn): boolean =>
    [...fn.ir.marks, ...outer].some((mark) => authenticates(program, fn, mark));
  const count = group.filter(isProtected).length;
  if (count < MIN_PROTECTED || count / group.length < MIN_SHARE) return;
  for (const fn of group) {
    if (isProtected(fn) || !changes(fn) || isMeantForAll(fn)) continue;
    const shows = `${count} routes beside it ask who calls`;
    const rule = 'missing-authentication';
    yield { rule, fn, at: signature(fn), shows, confidence: 'medium' };
  }
}

function isConfigured(strings: readonly string[]): boolean {
  return strings.some((text) => BY_CONFIGURATION.test(text));
}

function isMeantForAll({ name, entry, ir }: Fn): boolean {
  return (
    isPublic.test(`${name} ${entry?.route ?? ''}`) ||
    ir.marks.some((mark) => /public|anonymous|permit|allow|skip|open/iu.test(mark.name))
  );
}

function authenticates(program: Program, fn: Fn, mark: MarkIr): boolean {
  const known = markedBy(program, fn, mark);
  const stated = known.find(({ model }) => model.authenticates !== undefined)?.model.authenticates;
  return stated ?? asksWho.test(mark.name);
}

function changes({ entry, ir }: Fn): boolean {
  return [entry?.route ?? '', ...ir.marks.map(({ args }) => args['methods'] ?? '')].some((text) =>
    CHANGES.test(text),
  );
}
