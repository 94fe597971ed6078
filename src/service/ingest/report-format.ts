import type { Outcome, Reason } from '../../model/decision.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { IncomingFinding } from '../../store/finding-import.ts';
import type { RuleFacts, RunScope } from '../../store/run.ts';
import type { JsonItem } from './json-items.ts';

/** A format that findings arrive in. */
export interface ReportFormat {
  readonly name: string;
  /** Written by Lockstep, which masks what it quotes. */
  readonly isMasked?: boolean;
  /** Where in the document items lie, as `jsonItems` takes them. */
  readonly paths: readonly string[];
  open(): ReportReader;
}

/** Reads one document item by item. Its functions throw BadReport. */
export interface ReportReader {
  /** Told of each key at the top of the document, before what it has. */
  readonly sees?: (key: string) => void;
  /** What an item adds; most of them are a finding each. */
  read(item: JsonItem): readonly IncomingFinding[];
  /** After the last item: what could not be told before it. */
  readonly rest?: () => readonly IncomingFinding[];
  /** After that: what the document says of the whole run. */
  end(): ReportFacts;
}

/** What a document says of its run; what it leaves out, the sender has to say. */
export interface ReportFacts {
  readonly tool: string;
  /** What its findings are compared within: `lockstep`, or the tool with its category. */
  readonly source: string;
  readonly repository?: string;
  readonly branch?: string;
  readonly commit?: string;
  /** ISO 8601. */
  readonly ranAt?: string;
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly incomplete: readonly Incomplete[];
  readonly scope: RunScope;
  /** What is known of rules by their id, where findings do not repeat it. */
  readonly rules: ReadonlyMap<string, RuleFacts>;
  /** Put before the id of every rule: `semgrep/`; empty where ids are whole. */
  readonly rulePrefix: string;
  /** What it quotes may be a secret: none of it is stored. */
  readonly quotesSecrets?: boolean;
}

/** How bad something is, as the store counts it. */
export const SEVERITY = { info: 0, low: 1, medium: 2, high: 3, critical: 4 } as const;
export const CONFIDENCE = { low: 0, medium: 1, high: 2 } as const;
/** The finding leaves its severity to its rule. */
export const SEVERITY_OF_RULE = -1;
