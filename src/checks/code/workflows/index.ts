import { readYaml } from '../../../model/yaml/tree.ts';
import type { Trouble } from '../engine/analyse.ts';
import type { Flow } from '../engine/flows.ts';
import { injections, unpinnedActions, untrustedCheckouts, type WorkflowHit } from './rules.ts';
import { workflowOf } from './workflow.ts';

/** A workflow of GitHub Actions as text. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
}

export interface WorkflowFlows {
  readonly flows: readonly Flow[];
  readonly troubles: readonly Trouble[];
}

/** What is wrong in workflows; each file stands for itself. */
export async function workflowFlows(files: readonly WorkflowFile[]): Promise<WorkflowFlows> {
  const flows: Flow[] = [];
  const troubles: Trouble[] = [];
  for (const file of files) {
    const read = await readYaml(file.text);
    if ('tree' in read) {
      const workflow = workflowOf(read.tree);
      const lines = lineStarts(file.text);
      const found = [
        ...injections(workflow),
        ...untrustedCheckouts(workflow),
        ...unpinnedActions(workflow),
      ];
      flows.push(...found.map((hit) => flowOf(file, lines, hit)));
    } else {
      const [first] = read.problems;
      const where = first === undefined ? '' : `: line ${first.at.line}: ${first.what}`;
      troubles.push({ path: file.path, detail: `this YAML is not understood${where}` });
    }
  }
  return { flows, troubles };
}

function flowOf({ path, text }: WorkflowFile, lines: readonly number[], hit: WorkflowHit): Flow {
  const { rule, job, part, shows, confidence } = hit;
  const { line, column } = hit.text.at;
  const from = (lines[line - 1] ?? 0) + column - 1;
  const found = text.indexOf(part, from);
  // A folded text is not written as it is read: then its beginning is the place.
  const start = found === -1 ? from : found;
  const end = found === -1 ? from : found + part.length;
  const sink = { path, start, end };
  return {
    rule,
    sink,
    scope: [job],
    steps: [{ ...sink, what: shows }],
    sources: 0,
    entry: undefined,
    confidence,
    shows,
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
