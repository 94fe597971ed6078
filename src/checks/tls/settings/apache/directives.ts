import type { Setting, Span } from '../block.ts';

export interface ApacheDirective {
  /** Lower case: Apache does not tell case apart. */
  readonly name: string;
  readonly args: readonly string[];
  readonly span: Span;
  /** In a section whose condition the file does not tell. */
  readonly isConditional: boolean;
  /** For some directories or addresses only. */
  readonly isPartial: boolean;
}

export interface VirtualHost {
  /** `*:443`; empty for what stands outside of all hosts. */
  readonly name: string;
  readonly span: Span;
  readonly byName: Map<string, ApacheDirective[]>;
}

export function addToList(lists: Map<string, ApacheDirective[]>, directive: ApacheDirective): void {
  const list = lists.get(directive.name);
  if (list === undefined) lists.set(directive.name, [directive]);
  else list.push(directive);
}

/** What the last fitting directive says, of the first host that has one. Under a condition nothing can be told. */
export function lastSetting<Value>(
  hosts: readonly VirtualHost[],
  name: string,
  read: (args: readonly string[]) => Value | undefined,
  fits: (directive: ApacheDirective) => boolean = () => true,
): Setting<Value> | undefined {
  for (const host of hosts) {
    const found = host.byName.get(name)?.findLast((each) => !each.isPartial && fits(each));
    if (found !== undefined) {
      const serverName = host.byName.get('servername')?.[0]?.args[0] ?? host.name;
      return {
        value: found.isConditional ? undefined : read(found.args),
        span: found.span,
        scope: host.name === '' ? [] : [`VirtualHost ${serverName}`],
      };
    }
  }
  return undefined;
}
