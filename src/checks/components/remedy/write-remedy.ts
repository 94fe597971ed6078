import type { Component, ComponentList, Requirement } from '../../../model/component.ts';
import type { PackageManager, Remedy, RemedyEdit } from '../../../model/remedy.ts';
import { commandFor } from './commands.ts';
import type { Asker } from './graph.ts';
import { declaredWhere, managerOf, overrideFile, overrideSection } from './manager.ts';
import { canonical, rewriteConstraint } from './rewrite.ts';
import { sentenceOf } from './sentences.ts';
import type { VersionOrder } from './versions.ts';
import type { KnownForRemedies } from './known.ts';

/** A version that is forced for more packages one by one is not proposed. */
const MAX_SCOPED_OVERRIDES = 5;

interface Target {
  readonly to: string;
  /** The package with the problem, where it is another one. */
  readonly brings?: string;
  /** Exactly this version: a range would let the bad one in again. */
  readonly pinned?: boolean;
  /** Of an upgrade that brings other packages: whether there are known problems in them. */
  readonly residual?: boolean;
}

/** Writes down remedies for one list: with the constraint, the place, the command and the sentence of its manager. */
export class RemedyWriter {
  readonly #list: ComponentList;
  readonly #order: VersionOrder;
  readonly #isAffected: KnownForRemedies['isAffected'];

  constructor(
    list: ComponentList,
    { order, isAffected }: Pick<KnownForRemedies, 'order' | 'isAffected'>,
  ) {
    this.#list = list;
    this.#order = order;
    this.#isAffected = isAffected;
  }

  upgrade(requirement: Requirement, component: Component, target: Target): Remedy {
    const { ecosystem, name } = component;
    if (ecosystem === 'Go' && name === 'stdlib') {
      return this.#toolchain(requirement, component, target.to);
    }
    const constraint = target.pinned
      ? exactly(ecosystem, target.to)
      : this.#constraint(ecosystem, requirement.constraint, target.to);
    const manager = this.#managerOf(component);
    return this.#remedy(component, {
      kind: 'upgrade',
      name: requirement.name,
      to: target.to,
      at: declaredWhere(requirement.declaredAt),
      declared: requirement.constraint,
      constraint,
      manager,
      workspace: requirement.workspace,
      brings: target.brings,
      residual: target.residual,
    });
  }

  refresh(component: Component, to: string, residual: boolean = false): Remedy {
    return this.#remedy(component, {
      kind: 'refresh',
      name: component.name,
      to,
      at: undefined,
      manager: this.#managerOf(component),
      residual,
    });
  }

  /** One, or one below each who asks where others need the name in another version; undefined where there is no way. */
  overrides(
    component: Component,
    to: string,
    askers: readonly Asker[],
  ): readonly Remedy[] | undefined {
    const manager = this.#managerOf(component);
    const section = manager === undefined ? undefined : overrideSection(manager);
    if (manager === undefined || section === undefined) return undefined;
    const constraint = overriding(component.ecosystem, to);
    const path = overrideFile(this.#list, manager);
    const line = manager === 'go' ? component.line : 1;
    const base = {
      kind: 'override' as const,
      name: component.name,
      to,
      at: path === undefined ? undefined : { path, line },
      constraint,
      manager,
      section,
    };
    if (!this.#hasOthers(component, constraint)) return [this.#remedy(component, base)];
    const parents = [
      ...new Set(askers.map(({ parent }) => this.#list.components[parent]?.name ?? '')),
    ];
    const isPossible = scoping.has(manager) && parents.length <= MAX_SCOPED_OVERRIDES;
    if (!isPossible || parents.length === 0) return undefined;
    return parents.map((inside) => this.#remedy(component, { ...base, inside }));
  }

  removal(
    requirement: Requirement | undefined,
    component: Component,
    brings: string | undefined,
  ): Remedy {
    return this.#remedy(component, {
      kind: 'remove',
      name: requirement?.name ?? component.name,
      to: '',
      at: requirement === undefined ? undefined : declaredWhere(requirement.declaredAt),
      manager: requirement === undefined ? undefined : this.#managerOf(component),
      workspace: requirement?.workspace,
      brings,
    });
  }

  /** The standard library comes with the toolchain (go.dev/doc/toolchain). */
  #toolchain({ declaredAt }: Requirement, { ecosystem, version }: Component, to: string): Remedy {
    return {
      kind: 'upgrade',
      name: 'stdlib',
      from: version,
      to,
      at: declaredAt,
      breaking: this.#order.breaks(ecosystem, version, to),
      sentence: `Build with Go ${to} instead of ${version}, then run: go get toolchain@go${to}`,
    };
  }

  #constraint(ecosystem: string, declared: string, to: string): string | undefined {
    const rewritten = rewriteConstraint(ecosystem, declared, to);
    if (rewritten === undefined) return undefined;
    // The style could not be kept: then what the ecosystem's own tools write.
    const isWrong = this.#order.satisfies(ecosystem, to, rewritten) === false;
    return isWrong && !rewritten.startsWith('npm:') ? canonical(ecosystem, to) : rewritten;
  }

  /** A file of the target itself is nothing that a manager installs. */
  #managerOf({ ecosystem, source }: Component): PackageManager | undefined {
    return source.kind === 'path' ? undefined : managerOf(this.#list, ecosystem);
  }

  /** Whether the name is there in versions that the forced one would replace although nothing is wrong with them. */
  #hasOthers({ ecosystem, name, version }: Component, constraint: string): boolean {
    return this.#list.components.some(
      (other) =>
        other.name === name &&
        other.version !== version &&
        other.ecosystem === ecosystem &&
        this.#order.satisfies(ecosystem, other.version, constraint) !== true &&
        this.#order.breaks(ecosystem, version, other.version),
    );
  }

  #remedy(component: Component, what: What): Remedy {
    const { kind, name, to, at } = what;
    const edit = editOf(what);
    const residual =
      what.residual === true ||
      (to !== '' && this.#isAffected(component.ecosystem, component.name, to));
    return {
      kind,
      name,
      from: component.version,
      to,
      breaking: to !== '' && this.#order.breaks(component.ecosystem, component.version, to),
      sentence: said(component, { ...what, residual }),
      ...(residual ? { residual } : {}),
      ...(at === undefined ? {} : { at }),
      ...(edit === undefined ? {} : { edit }),
    };
  }
}

interface What {
  readonly kind: Remedy['kind'];
  readonly name: string;
  readonly to: string;
  readonly at: Requirement['declaredAt'] | undefined;
  readonly manager: PackageManager | undefined;
  readonly declared?: string;
  readonly constraint?: string | undefined;
  readonly workspace?: string | undefined;
  readonly brings?: string | undefined;
  readonly inside?: string;
  readonly residual?: boolean | undefined;
  /** Part of the manifest that takes overrides. */
  readonly section?: string;
}

function said({ version }: Component, what: What): string {
  const { kind, name, to, manager, inside, brings, declared = '' } = what;
  const constraint = what.constraint ?? '';
  const path = what.at?.path;
  const wanted = {
    name,
    to,
    constraint: constraint === '' ? to : constraint,
    workspace: what.workspace ?? '',
    path: path ?? '',
  };
  return sentenceOf({
    kind,
    name,
    to,
    from: version,
    declared,
    constraint,
    path: what.section === undefined ? path : `${path ?? 'the manifest'} (${what.section})`,
    inside,
    brings,
    residual: what.residual === true,
    command: manager === undefined ? undefined : commandFor(manager, kind, wanted),
  });
}

function editOf({ kind, manager, constraint, inside, at }: What): RemedyEdit | undefined {
  if (manager === undefined || constraint === undefined || at === undefined) return undefined;
  if (kind === 'refresh' || kind === 'remove') return undefined;
  return { manager, constraint, ...(inside === undefined ? {} : { inside }) };
}

/** Managers that can force a version below one package. */
const scoping: ReadonlySet<PackageManager> = new Set(['npm', 'pnpm', 'yarn']);

/** A range where one is allowed, so that the next mended version needs no change. */
function overriding(ecosystem: string, to: string): string {
  if (ecosystem === 'RubyGems') return `>= ${to}`;
  return canonical(ecosystem, to);
}

function exactly(ecosystem: string, version: string): string {
  if (ecosystem === 'PyPI') return `==${version}`;
  if (ecosystem === 'crates.io') return `=${version}`;
  return ecosystem === 'Go' ? `v${version.replace(/^v/, '')}` : version;
}
