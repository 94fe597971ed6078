import { quote } from './quote.ts';

/** What is wrong with a path that must stay in the target: absolute, upwards, or not to be written in this way. */
export function pathFault(
  value: string,
): { readonly what: string; readonly repair: string } | undefined {
  const parts = value.split('/');
  const leaves = value.startsWith('/') || parts.includes('..') || /^[a-z]:/iu.test(value);
  if (!leaves && !/[\0\\]/u.test(value)) return undefined;
  const repair = 'write it from the root of the repository, with /';
  return { what: `${quote(value)} is not a path in the repository`, repair };
}
