import type { OpenTarget } from '../../collect/target.ts';
import type { AdvisoryData } from '../../model/advisory.ts';
import type { Check } from '../../model/check.ts';
import type { LoadComponentEngine } from '../../model/component-check.ts';
import type { ComponentSettings } from '../../model/component-settings.ts';
import type { ComponentList } from '../../model/component.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Plan } from '../plan.ts';
import type { RunRequest } from '../request.ts';
import { pathsOfPlan } from './manifest-paths.ts';

/** What became of the components of a run. */
export interface ExaminedComponents {
  readonly findings: readonly Finding[];
  /** The same of the state before the change, by the same advisories: what is only known since is not new. */
  readonly baseFindings: readonly Finding[];
  readonly incomplete: readonly Incomplete[];
  /** Files of the head that were read whole. */
  readonly examined: ReadonlySet<string>;
  /** Those and the ones that were read beside them. */
  readonly read: ReadonlySet<string>;
  /** Id of the check; undefined where no check asks. */
  readonly checkId?: string;
  readonly lists: readonly ComponentList[];
  readonly notes: readonly string[];
}

const noComponents: ExaminedComponents = {
  findings: [],
  baseFindings: [],
  incomplete: [],
  examined: new Set(),
  read: new Set(),
  lists: [],
  notes: [],
};

/** Opens the advisories of this machine; undefined where there are none. Throws where they cannot be used. */
export type OpenAdvisories = () => Promise<AdvisoryData | undefined>;

export interface ComponentWork {
  readonly target: OpenTarget;
  readonly plan: Plan;
  readonly checks: readonly Check[];
  readonly settings: ComponentSettings;
  readonly openAdvisories: OpenAdvisories;
  /** Which registry of npm is asked, and where its answers are kept. */
  readonly registry: { readonly baseUrl: URL; readonly cacheDir: string | undefined } | undefined;
  readonly signal: AbortSignal;
  /** Whether the code of installed packages is looked into. */
  readonly installed: RunRequest['installed'];
  /** ISO 8601. */
  readonly now: string;
}

/** A check that judges components. */
export type ComponentCheck = Pick<Check, 'id'> & { readonly components: LoadComponentEngine };

/** Examines the components of a run, or nothing: what that needs is loaded only where a path may state some. */
export async function examineComponentPart(work: ComponentWork): Promise<ExaminedComponents> {
  const { plan, checks } = work;
  const check = checks.find((each) => judgesComponents(each));
  if (check === undefined || !hasWholeFiles(plan)) return noComponents;
  const paths = pathsOfPlan(plan);
  if (paths.length === 0 && work.installed === undefined) {
    return { ...noComponents, checkId: check.id };
  }
  const { examineComponents } = await import('./examine-components.ts');
  return examineComponents(work, check, paths);
}

function judgesComponents(check: Check): check is Check & ComponentCheck {
  return check.components !== undefined;
}

/** A history, a diff or a text alone has no whole lockfile. */
function hasWholeFiles(plan: Plan): boolean {
  return plan.kind === 'directory' || plan.kind === 'file' || plan.kind === 'staged';
}
