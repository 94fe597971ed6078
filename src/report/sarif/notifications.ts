import type { RunReport } from '../../model/report.ts';
import { visible } from '../safe-text.ts';
import { thousands } from '../words.ts';
import { artifact, messageText } from './results.ts';

/** What was not examined, what did not fit, and other remarks on the run (SARIF 2.1.0 §3.20.21). */
export function executionNotifications(
  report: RunReport,
  { found, written }: { readonly found: number; readonly written: number },
): readonly object[] {
  const overflow =
    found > written
      ? `The run has ${thousands(found)} findings; the worst ${thousands(written)} are listed, because ` +
        'GitHub rejects more. The json format has them all.'
      : undefined;
  return [
    ...(overflow === undefined ? [] : [notification('lockstep/results-cut', 'warning', overflow)]),
    ...report.incomplete.map(({ checkId, what, reason, detail }) => ({
      ...notification(
        `lockstep/incomplete/${reason}`,
        report.checks.some(({ id, state }) => id === checkId && state === 'failed')
          ? 'error'
          : 'warning',
        `${visible(what)} was not examined: ${reason}. ${detail}`,
      ),
      locations: [incompleteLocation(report, what)],
    })),
    ...report.notes.map((note) => notification('lockstep/note', 'note', note)),
  ];
}

/** What the owners of policy and suppressions should know (SARIF 2.1.0 §3.20.22). */
export function configurationNotifications(report: RunReport): readonly object[] {
  const { decision, suppressions, badSuppressions, policy } = report;
  return [
    ...(policy.differs === undefined
      ? []
      : [notification('lockstep/policy-differs', 'warning', policy.differs)]),
    ...decision.notices.map(({ code, text }) => notification(`lockstep/${code}`, 'warning', text)),
    ...badSuppressions.map(({ path, line, problem }) => ({
      ...notification('lockstep/suppression-bad', 'warning', problem),
      locations: [commentLocation(path, line)],
    })),
    ...suppressions
      .filter(({ state }) => state !== 'used')
      .map(({ suppression: { path, line, ruleIds }, state }) => ({
        ...notification(
          `lockstep/suppression-${state}`,
          state === 'not-examined' ? 'note' : 'warning',
          `The suppression of ${ruleIds.join(', ')} has no effect: ${state}.`,
        ),
        locations: [commentLocation(path, line)],
      })),
  ];
}

/** `what` is a path, unless an endpoint of the run bears that name. */
function incompleteLocation({ endpoints }: RunReport, what: string): object {
  return endpoints.some(({ name }) => name === what)
    ? { logicalLocations: [{ fullyQualifiedName: visible(what), kind: 'resource' }] }
    : { physicalLocation: { artifactLocation: artifact(what) } };
}

function notification(id: string, level: 'error' | 'warning' | 'note', text: string): object {
  return { descriptor: { id }, level, message: { text: messageText(text) } };
}

function commentLocation(path: string, line: number): object {
  return { physicalLocation: { artifactLocation: artifact(path), region: { startLine: line } } };
}
