import { readConfined } from './confined-file.ts';

/** A text that can be written back as it was, or why there is none. */
export type EditableText =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** Reads a file of the target to be edited. Only UTF-8: what is decoded with losses cannot be written back. */
export function readEditable(root: string, name: string, maxBytes: number): EditableText {
  const found = readConfined(root, name, maxBytes);
  switch (found.state) {
    case 'read':
      try {
        const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
        return { kind: 'read', text: decoder.decode(found.bytes) };
      } catch {
        return { kind: 'failed', detail: 'it is not UTF-8' };
      }
    case 'too-large':
      return { kind: 'failed', detail: 'it is too large to be edited' };
    case 'unreadable':
      return { kind: 'failed', detail: found.detail };
  }
}
