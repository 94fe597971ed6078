/** Text in which back quotes stand around code, as rules and reports write it. */
export function Prose({ text }: { readonly text: string }) {
  return text
    .split(/`(?<code>[^`\n]+)`/u)
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
