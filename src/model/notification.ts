/** What a channel can be told of. */
export const notificationKinds = [
  /** A run brought findings that block or warn. */
  'findings',
  /** A run could not examine all that it should have. */
  'incomplete',
  /** The gate says something else of a default branch. */
  'decision',
  /** A rule has lost a stage. */
  'demotion',
  /** A change of stage or policy waits for a party, or has what it needs. */
  'agreement',
  /** A scheduled scan has failed. */
  'scan-failed',
  /** A certificate ends soon, or has ended. */
  'certificate',
  /** A new advisory concerns what a product consists of. */
  'advisory',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** From the least: a finding of a rule that observes, warns, or blocks. */
export const notedEffects = ['observed', 'warns', 'blocks'] as const;
export type NotedEffect = (typeof notedEffects)[number];

/** One line of a message. What is in it may come from a scanned repository: each format escapes it. */
export interface MessageLine {
  /** A word before all else: `high`, `blocks`. */
  readonly label?: string;
  /** A rule, a package, a host: shown as code. */
  readonly name?: string;
  /** Where: a path with its line, a branch. */
  readonly place?: string;
  /** In words. */
  readonly text?: string;
  /** A path of the console: `/findings/7`. */
  readonly link?: string;
}

export interface MessageSection {
  readonly heading: string;
  readonly lines: readonly MessageLine[];
  /** How many more there are than are shown. */
  readonly more: number;
}

/** What is told, in no format yet: the same for mail, chat and programs. */
export interface Message {
  readonly type: 'event' | 'digest' | 'test';
  /** One line: `shop: 3 new findings, 1 blocks`. */
  readonly title: string;
  readonly sections: readonly MessageSection[];
  /** ISO 8601: when it was written, whenever it arrives. */
  readonly at: string;
  /** A path of the console that shows all of it. */
  readonly link?: string;
}
