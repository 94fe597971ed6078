import type { FileClass } from '../../model/file.ts';
import type { Gathered } from '../gather.ts';
import type { ExaminedComponents } from './component-part.ts';

/** What was found in single files, and in what manifests state. */
export function withComponents(
  gathered: Gathered,
  { findings, baseFindings, incomplete, examined, read }: ExaminedComponents,
): Gathered {
  const files = new Map<string, FileClass>(gathered.examined);
  for (const path of examined) if (!files.has(path)) files.set(path, 'generated');
  return {
    ...gathered,
    findings: [...gathered.findings, ...findings],
    baseFindings: [...gathered.baseFindings, ...baseFindings],
    incomplete: [...gathered.incomplete, ...incomplete],
    examined: files,
    unwanted: gathered.unwanted.filter(({ path }) => !read.has(path)),
  };
}
