import type { Socket } from 'node:net';
import { chance } from './chance.ts';
import { listen, reset, type Listener } from './listener.ts';

/** Servers that mean no good, or have lost their mind. Each takes any number of connections until it is stopped. */

/** Takes connections and never says a word. */
export async function startSilent(): Promise<Listener> {
  return listen((socket) => socket.resume());
}

/** Answers the first bytes with these, and closes. */
export async function startAnswering(answer: Uint8Array): Promise<Listener> {
  return listen((socket) => socket.once('data', () => socket.end(answer)));
}

/** Answers the first bytes with these, and stays silent from then on. */
export async function startHanging(answer: Uint8Array): Promise<Listener> {
  return listen((socket) => {
    socket.once('data', () => socket.write(answer));
    socket.resume();
  });
}

/** Closes in order as soon as the client has said something; or at once. */
export async function startClosing(when: 'at-once' | 'after-hello'): Promise<Listener> {
  return listen((socket) => {
    if (when === 'at-once') socket.end();
    else socket.once('data', () => socket.end());
  });
}

/** Resets every connection. */
export async function startResetting(): Promise<Listener> {
  return listen((socket) => reset(socket));
}

/** Never stops to send: bytes of chance, or the same piece again and again. */
export async function startFlood(piece: Uint8Array = garbage(16_384, 7)): Promise<Listener> {
  return listen((socket) => {
    socket.resume();
    pour(socket, piece);
  });
}

/** Endless bytes, one at a time. */
export async function startTrickle(everyMs: number, byte = 0x16): Promise<Listener> {
  return listen((socket) => {
    const timer = setInterval(() => socket.write(Uint8Array.of(byte)), everyMs);
    socket.on('close', () => clearInterval(timer));
    socket.resume();
  });
}

/** Bytes of chance, the same for the same seed. */
export function garbage(bytes: number, seed: number): Uint8Array {
  const random = chance(seed);
  return Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256));
}

/** A TLS record (RFC 8446 §5.1). */
export function record(type: number, payload: Uint8Array, version = 0x0303): Uint8Array {
  const length = payload.length;
  return Uint8Array.of(type, version >> 8, version & 255, length >> 8, length & 255, ...payload);
}

/** A fatal alert of this description (RFC 8446 §6). */
export function alert(description: number): Uint8Array {
  return record(21, Uint8Array.of(2, description), 0x0301);
}

function pour(socket: Socket, piece: Uint8Array): void {
  let flows = true;
  while (flows && socket.writable) flows = socket.write(piece);
  if (socket.writable) socket.once('drain', () => pour(socket, piece));
}
