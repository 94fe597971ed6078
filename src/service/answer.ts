import { Type, type TProperties, type TSchema } from 'typebox';

/** The shape of an answer: what it does not name is left out of it. */
export function answer(properties: TProperties): TSchema {
  return Type.Object(properties);
}

/** A page of a list, and where the next one begins. */
export function pageOf(name: string, row: TSchema): TSchema {
  return answer({
    [name]: Type.Array(row),
    next: Type.Optional(Type.String({ description: 'the cursor of the next page' })),
  });
}

/** A text or nothing. */
export const textOrNull: TSchema = Type.Union([Type.String(), Type.Null()]);
