import type { Shortcut } from '../shell/keys.ts';

/** Where the eye is in a list is where the focus is: on the link of a row. */
const LINK = 'a[data-row]';

/** Up and down a list. */
export const listKeys: readonly Shortcut[] = [
  { keys: 'j', does: 'next row', act: () => move(1) },
  { keys: 'k', does: 'row before', act: () => move(-1) },
  { keys: 'x', does: 'choose the row', act: toggle },
];

function move(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>(LINK)];
  const at = links.findIndex((link) => rowOf(link) === rowOf(document.activeElement));
  const next = links[at === -1 && by === -1 ? links.length - 1 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function toggle(): void {
  rowOf(document.activeElement)?.querySelector<HTMLElement>('input[type="checkbox"]')?.click();
}

function rowOf(element: Element | null): Element | null | undefined {
  return element?.closest('tr');
}
