import { BadReport } from './bad-report.ts';

/** A shape compiled by TypeBox. */
export interface Shape<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[];
}

/** A value whose shape was checked; throws BadReport with its place in the document. */
export function believed<T>(shape: Shape<T>, value: unknown, where: string): T {
  if (shape.Check(value)) return value;
  const [first] = shape.Errors(value);
  throw new BadReport(`${where}${first?.instancePath ?? ''}: ${first?.message ?? 'is missing'}`);
}
