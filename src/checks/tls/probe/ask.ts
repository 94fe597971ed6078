import { describeAlert } from '../tables/alerts.ts';
import type { ProtocolVersion } from '../observation.ts';
import { versionCodes } from '../wire/protocol.ts';
import { attempt } from './attempt.ts';
import type { Door } from './door.ts';
import type { Answer, Flight, Wanted } from './flight.ts';
import { buildHello, fullStyle, type HelloStyle, type Wish } from './hello.ts';
import type { Told } from './told.ts';

export interface Question extends Wish {
  /** undefined: `hello`. */
  readonly wanted?: Wanted;
}

const INTERNAL_ERROR = 80;
/** The server serves other names than the one that we asked for: nothing about what was offered. */
const UNRECOGNIZED_NAME = 112;
const NO_APPLICATION_PROTOCOL = 120;
/**
 * A close counts as a refusal when it is repeated, with handshakes that succeed in between; so does internal_error, by
 * which some refuse and some have an accident.
 */
const HINTS_FOR_NO = 2;
/** Refused connections are asked for once more: a server may have been starting anew. */
const REFUSALS_FOR_END = 2;
const SAME_FOR_OTHER_PROTOCOL = 2;

/**
 * The truth layer: an answer counts when the server gave it. What was lost is asked again after a pause; a close is a
 * refusal only when it is repeated while a hello that is known to succeed still does.
 */
export class Asker {
  readonly door: Door;
  style: HelloStyle = fullStyle;
  /** Tries beyond the first of a question. */
  retries = 0;
  /** Sees every ServerHello, with the question that it answers. */
  readonly #onFlight: (flight: Flight, question: Question) => void;
  #control: Uint8Array | undefined;

  constructor(door: Door, onFlight: (flight: Flight, question: Question) => void) {
    this.door = door;
    this.#onFlight = onFlight;
  }

  /** Whether a hello is known that succeeds here. */
  get hasControl(): boolean {
    return this.#control !== undefined;
  }

  async ask(question: Question): Promise<Told> {
    const told = await this.#askOnce(question);
    const isAlpn = told.is === 'no' && told.code === NO_APPLICATION_PROTOCOL;
    if (!isAlpn || question.alpn === undefined) return told;
    // The server minded the protocol on top, not what we wanted to know.
    return this.#askOnce({ ...question, alpn: [] });
  }

  async #askOnce(question: Question): Promise<Told> {
    const { serverName } = this.door.endpoint;
    const hello = buildHello(question, this.style, serverName);
    const wanted = question.wanted ?? 'hello';
    const { backoffMs } = this.door.options;
    const history = new History(question.version);
    for (let tries = 0; tries <= backoffMs.length; tries += 1) {
      // Where the control succeeds there is nothing to wait for.
      if (tries > 0) await this.#pause(history.hasControl ? 0 : (backoffMs[tries - 1] ?? 0));
      const answer = await attempt(this.door, { hello, wanted });
      if (answer.kind === 'flight') {
        this.#control ??= hello;
        this.#onFlight(answer.flight, question);
      }
      history.hasControl = isHint(answer) && (await this.#controlSucceeds());
      const told = history.add(answer, tries === backoffMs.length);
      if (told !== undefined) return told;
      if (history.isHopeless || this.door.closedBecause() !== undefined) break;
    }
    return history.giveUp(this.door.closedBecause());
  }

  async #pause(ms: number): Promise<void> {
    this.retries += 1;
    if (ms > 0) await this.door.network.wait(Math.min(ms, this.door.leftMs()));
  }

  async #controlSucceeds(): Promise<boolean> {
    const hello = this.#control;
    if (hello === undefined) return false;
    return (await attempt(this.door, { hello, wanted: 'hello' })).kind === 'flight';
  }
}

/** An answer that may be a refusal. */
function isHint(answer: Answer): boolean {
  return answer.kind === 'closed' || (answer.kind === 'alert' && answer.code === INTERNAL_ERROR);
}

type Ended = (Told & { readonly is: 'inconclusive' })['ended'];

/** The answers to one question so far. */
class History {
  /** A control handshake has succeeded after the last hint. */
  hasControl = false;
  /** Another try would tell nothing new. */
  isHopeless = false;
  readonly #version: ProtocolVersion;
  readonly #counts = new Map<string, number>();
  #tries = 0;
  #hints = 0;
  #controls = 0;
  #incomplete: Told | undefined;
  #last: Ended = 'lost';
  #looksLike: string | undefined;
  #stage: 'dial' | 'starttls' | 'tls' = 'dial';

  constructor(version: ProtocolVersion) {
    this.#version = version;
  }

  /** What is to be told, once that is clear. */
  add(answer: Answer, isLastTry: boolean): Told | undefined {
    this.#tries += 1;
    switch (answer.kind) {
      case 'flight':
        return this.#addFlight(answer.flight, isLastTry);
      case 'alert':
        return this.#addAlert(answer.code);
      case 'closed':
        return this.#addHint('closed', 'closed');
      case 'refused':
      case 'no-starttls':
        this.#count(answer.why, answer.kind, 'dial');
        this.isHopeless =
          answer.kind === 'no-starttls' || (this.#counts.get(answer.why) ?? 0) >= REFUSALS_FOR_END;
        return undefined;
      case 'lost':
        this.#addLost(answer);
        return undefined;
    }
  }

  giveUp(closedBecause: string | undefined): Told {
    if (this.#incomplete !== undefined) return this.#incomplete;
    const counts = [...this.#counts].map(([why, count]) => `${why} ${count} of ${this.#tries}`);
    const whys = closedBecause === undefined ? counts : [closedBecause, ...counts];
    return {
      is: 'inconclusive',
      why: [...new Set(whys)].join(', '),
      ended: this.#last,
      stage: this.#stage,
      ...(this.#looksLike === undefined ? {} : { looksLike: this.#looksLike }),
    };
  }

  #addLost({ why, stage, looksLike }: Answer & { readonly kind: 'lost' }): void {
    const isSilence = stage === 'tls' && why === 'timeout';
    this.#count(why, isSilence ? 'silent' : 'lost', stage);
    // Twice in the same other protocol is no accident of the network.
    const isSame = (this.#counts.get(why) ?? 0) === this.#tries;
    this.#looksLike = isSame && this.#tries >= SAME_FOR_OTHER_PROTOCOL ? looksLike : undefined;
    this.isHopeless = this.#looksLike !== undefined;
  }

  #addFlight(flight: Flight, isLastTry: boolean): Told | undefined {
    const asked = versionCodes[this.#version];
    const got = versionCodes[flight.version];
    if (got > asked) {
      this.#count(`answered ${flight.version}, which was not offered`, 'odd', 'tls');
      return undefined;
    }
    if (got < asked) {
      return { is: 'no', why: `answered ${flight.version}`, instead: flight };
    }
    this.#incomplete = { is: 'yes', flight };
    // The ServerHello is proved; what should have followed is worth another try.
    return flight.cutOff === undefined || isLastTry ? this.#incomplete : undefined;
  }

  #addAlert(code: number): Told | undefined {
    const why = `alert ${describeAlert(code)}`;
    if (this.#incomplete !== undefined) return this.#incomplete;
    if (code === INTERNAL_ERROR) return this.#addHint(why, 'odd', code);
    if (code !== UNRECOGNIZED_NAME) return { is: 'no', why, code };
    this.#count(why, 'odd', 'tls');
    this.isHopeless = true;
    return undefined;
  }

  #addHint(why: string, last: 'closed' | 'odd', code?: number): Told | undefined {
    this.#hints += 1;
    if (this.hasControl) this.#controls += 1;
    this.#count(why, last, 'tls');
    if (this.#hints < HINTS_FOR_NO || this.#controls < HINTS_FOR_NO) return undefined;
    const no = { is: 'no', why: `${why}, control handshake good` } as const;
    return code === undefined ? no : { ...no, code };
  }

  #count(why: string, last: Ended, stage: 'dial' | 'starttls' | 'tls'): void {
    this.#counts.set(why, (this.#counts.get(why) ?? 0) + 1);
    this.#last = last;
    if (stage === 'tls' || this.#stage === 'dial') this.#stage = stage;
  }
}
