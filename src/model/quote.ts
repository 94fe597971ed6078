/** Longer texts of the user's are cut in messages. */
const MAX_QUOTED_CHARACTERS = 60;

/** Foreign text in a message: in quotes, on one line, cut. */
export function quote(text: string): string {
  return JSON.stringify(
    text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text,
  );
}
