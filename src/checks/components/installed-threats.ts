import type { Detection } from '../../model/finding.ts';
import type { InstalledPackage } from '../../model/installed-package.ts';
import type { Severity } from '../../model/severity.ts';
import { detectionAt } from './detection.ts';
import type { ThreatFinding } from './threats/threat.ts';

/** A finding about the code of an installed package. */
export function detectionOfThreat(
  { ecosystem, name, version }: Pick<InstalledPackage, 'ecosystem' | 'name' | 'version'>,
  { line, threats, score, reasons, confidence }: ThreatFinding,
): Detection {
  const component = {
    ecosystem,
    name,
    version,
    line,
    direct: false,
    scope: 'prod',
    integrity: [],
    source: { kind: 'registry' },
    dependsOn: [],
  } as const;
  const [what = 'it acts like malware', ...further] = reasons;
  const called = version === '' ? name : `${name} ${version}`;
  return detectionAt(component, {
    ruleId: 'components/threat',
    message: `${called} acts like malware: ${what}.`,
    severity: severityOf(score),
    confidence,
    about: threats.length > 0 ? threats.join(' ') : what,
    evidence: { facts: [...further, `score ${score} of 10`] },
  });
}

/** The scale of `threats/meetings.ts`: 8 and more was in no honest package that was tried. */
function severityOf(score: number): Severity {
  if (score >= 8) return 'critical';
  return score >= 7 ? 'high' : 'medium';
}
