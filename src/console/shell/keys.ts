import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A key, or two after each other: `?`, `g f`. */
export interface Shortcut {
  readonly keys: string;
  /** For the list of shortcuts: `open the finding`. */
  readonly does: string;
  readonly act: () => void;
}

export interface ShortcutGroup {
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
}

/** Between the two keys of a pair. */
const PAIR_MS = 1_200;
/** WCAG 2.2, 2.1.4: who speaks to the machine, or trembles, turns single keys off. */
const SETTING = 'lockstep.single-keys';

const groups = new Set<{ readonly current: ShortcutGroup }>();
const listeners = new Set<() => void>();
let [first, firstAt] = ['', 0];

/** Shortcuts that hold while the component is shown; of equal ones the component that came last wins. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const group = useRef<ShortcutGroup>({ name, shortcuts });
  useEffect(() => {
    group.current = { name, shortcuts };
  });
  useEffect(() => {
    groups.add(group);
    return () => {
      groups.delete(group);
    };
  }, []);
}

/** What holds now, the most particular first. */
export function activeShortcuts(): readonly ShortcutGroup[] {
  return [...groups].map(({ current }) => current).toReversed();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areSingleKeysOn);
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(SETTING, on ? 'on' : 'off');
  for (const listener of listeners) listener();
}

/** Listens to the whole window: once, by the frame. */
export function useKeyListener(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!areSingleKeysOn() || isTyping(event.target) || isDialogOpen()) return;
  const pair = event.timeStamp - firstAt < PAIR_MS ? `${first} ${event.key}` : '';
  [first, firstAt] = [event.key, event.timeStamp];
  const all = activeShortcuts().flatMap(({ shortcuts }) => shortcuts);
  const found =
    all.find(({ keys }) => keys === pair) ??
    // The second key of a pair that is none is not taken for a key by itself.
    (all.some(({ keys }) => pair !== '' && keys.startsWith(`${pair.slice(0, pair.indexOf(' '))} `))
      ? undefined
      : all.find(({ keys }) => keys === event.key));
  if (found === undefined) return;
  event.preventDefault();
  firstAt = 0;
  found.act();
}

function areSingleKeysOn(): boolean {
  return localStorage.getItem(SETTING) !== 'off';
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName)
    ? !(target instanceof HTMLInputElement && target.type === 'checkbox')
    : false;
}

/** What lies over the page has keys of its own. */
function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}
