import { ALL_FAMILIES, familySet, SAFE_OF_NUMBERS, type FamilySet } from '../models/families.ts';
import { argument, type Call } from './arguments.ts';
import { joined } from './concat.ts';
import type { Frame } from './frame.ts';
import { cleanLabels } from './label.ts';
import { constantValue, UNKNOWN, withLabels, type Value } from './value.ts';

/** Longer formats are not taken apart. */
const MAX_CHARACTERS = 4_000;
const VERB = /%[-+# 0]*(?:\d{1,9}|\*)?(?:\.(?:\d{1,9}|\*)?)?(?<verb>[a-zA-Z%])/gu;

/** What a verb of `fmt` makes safe: numbers and hexadecimal digits carry no text, quoting doubles what breaks lines. */
const MADE_SAFE: ReadonlyMap<string, FamilySet> = new Map([
  ...Array.from('bdoOcUeEfFgGtp', (verb) => [verb, SAFE_OF_NUMBERS] as const),
  ...Array.from(
    'xX',
    (verb) => [verb, ALL_FAMILIES & ~familySet(['sensitive', 'random'])] as const,
  ),
  ['q', familySet(['log', 'header', 'mail'])],
]);

/**
 * What `fmt.Sprintf` puts together: constant text and values in turn, so that what stands before a value counts
 * (https://pkg.go.dev/fmt). Undefined: the format is no constant.
 */
export function formatted(frame: Frame, call: Call): Value | undefined {
  const constants = argument(call, 0)?.constants ?? [];
  const [format] = constants;
  const isKnown = constants.length === 1 && typeof format === 'string';
  if (!isKnown || call.spreadFrom !== undefined || !isSimple(format)) return undefined;
  const parts: Value[] = [];
  let [end, next] = [0, 1];
  for (const match of format.matchAll(VERB)) {
    pushText(parts, format.slice(end, match.index));
    end = match.index + match[0].length;
    const verb = match.groups?.['verb'] ?? '';
    if (verb === '%') pushText(parts, '%');
    else parts.push(shown(frame, argument(call, next++) ?? UNKNOWN, verb));
  }
  pushText(parts, format.slice(end));
  return joined(frame, parts, call.at);
}

/** No numbered arguments, and no widths among them. */
function isSimple(format: string): boolean {
  return format.length <= MAX_CHARACTERS && !format.includes('%[') && !format.includes('*');
}

function pushText(parts: Value[], text: string): void {
  if (text !== '') parts.push(constantValue(text));
}

/** A value as the verb shows it; of objects everything inside. */
function shown(frame: Frame, value: Value, verb: string): Value {
  const labels = cleanLabels(frame.deepLabels(value), MADE_SAFE.get(verb) ?? 0);
  return withLabels({ ...value, refs: [] }, labels);
}

/** Values put together without a format: `fmt.Sprint`. */
export function printed(frame: Frame, call: Call): Value {
  const parts = call.args.map((value) => shown(frame, value, 'v'));
  return joined(frame, parts, call.at);
}
