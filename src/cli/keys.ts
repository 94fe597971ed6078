import { addAbortSignal } from 'node:stream';
import { ReadStream } from 'node:tty';
import type { Shell } from './shell.ts';

/** Ctrl-C and Ctrl-D: with raw keys the terminal does not make a signal of them. */
const ENDS: ReadonlySet<string> = new Set(['\u0003', '\u0004']);
const LINE_BREAKS: ReadonlySet<string> = new Set(['\n', '\r']);

/**
 * Single key presses; without a terminal, each letter of standard input, so that a script can answer too. Ends at the end
 * of input and with Ctrl-C or Ctrl-D.
 * @yields One character.
 */
export async function* keysOf({ stdin, signal }: Shell): AsyncGenerator<string, void> {
  const terminal = stdin instanceof ReadStream && stdin.isTTY ? stdin : undefined;
  terminal?.setRawMode(true);
  try {
    for await (const chunk of addAbortSignal(signal, stdin)) {
      const text: string = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      const keys = Array.from(text).filter((key) => !LINE_BREAKS.has(key));
      const end = keys.findIndex((key) => ENDS.has(key));
      yield* end === -1 ? keys : keys.slice(0, end);
      if (end !== -1) return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    terminal?.setRawMode(false);
  }
}
