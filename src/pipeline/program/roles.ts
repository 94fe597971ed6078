import type { CodeSettings } from '../../model/code-settings.ts';
import { compileIgnore } from '../../model/glob.ts';
import type { ProgramEngine, ProgramRole } from '../../model/program-check.ts';

/** What paths are to a program; the policy names rule files besides those that the check knows. */
export function rolesIn(
  engine: ProgramEngine,
  { rules }: CodeSettings,
): (path: string) => ProgramRole | undefined {
  const own = compileIgnore(rules);
  const isOwn = (path: string): boolean => /\.ya?ml$/u.test(path) && own.ignores(path, false);
  return (path) => {
    const role = engine.roleOf(path);
    return role !== 'workflow' && isOwn(path) ? 'rules' : role;
  };
}
