import path from 'node:path';
import { checkWritable, readBounded, writeWhole } from '../io/files.ts';
import { readSigner } from '../io/signing-key.ts';
import { LockstepError } from '../model/error.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { canonicalJson } from '../policy/canonical-json.ts';
import {
  linkOf,
  MAX_ENVELOPE_BYTES,
  PAYLOAD_TYPE,
  preAuthenticationEncoding,
  readEnvelope,
  writeEnvelope,
} from '../policy/envelope.ts';
import { statementOf, type StatedEvidence } from '../policy/statement.ts';
import { ladderOf } from '../rollout/ladder.ts';
import { entryHead } from '../rollout/log/run-entry.ts';
import type { Arguments, Flags } from './args.ts';
import { usage } from './args.ts';
import { logOfRun, openLog } from './log.ts';
import type { Shell } from './shell.ts';

/** Flags of commands that can attest their decision. */
export const attestFlags: Flags = {
  attest: {
    value: 'FILE',
    help: 'write the decision as a signed in-toto statement to this file; needs --sign-key',
  },
  'sign-key': { value: 'FILE', help: 'private Ed25519 key in PEM that signs it' },
  previous: {
    value: 'FILE',
    help: 'the attestation before this one: the new one is chained to it',
  },
};

/** Attests a run that is over; undefined where nobody asked. What cannot work is an error here, before the run. */
export function attestationOf(
  command: string,
  input: Arguments,
  shell: Shell,
): ((result: RunResult) => Promise<void>) | undefined {
  const named = input.value('attest');
  const keyFile = input.value('sign-key');
  const previousFile = input.value('previous');
  if (named === undefined) {
    if (keyFile === undefined && previousFile === undefined) return undefined;
    throw usage(command, '--sign-key and --previous need --attest FILE');
  }
  if (keyFile === undefined) throw usage(command, '--attest needs --sign-key FILE');
  const file = path.resolve(shell.cwd, named);
  if (file === path.resolve(shell.cwd, keyFile)) {
    throw usage(command, '--attest and --sign-key name the same file', 'name another for --attest');
  }
  checkWritable(file);
  const signer = readSigner(path.resolve(shell.cwd, keyFile));
  const previous = previousFile === undefined ? undefined : linkIn(previousFile, shell.cwd);
  return async (result) => {
    const { kind, within } = result.report.target;
    if (kind !== 'endpoints' && within !== '') {
      throw usage(command, 'a whole target is attested, not a part of it', 'leave out the path');
    }
    const statement = statementOf(result.record, result.policy, {
      ...(previous === undefined ? {} : { previous }),
      evidence: await evidenceFor(result, input, shell),
    });
    const payload = Buffer.from(canonicalJson(statement));
    const sig = signer.sign(preAuthenticationEncoding(PAYLOAD_TYPE, payload));
    writeWhole(file, writeEnvelope({ payload, signatures: [{ keyid: signer.keyid, sig }] }));
  };
}

/** Reads an attestation, signed or not, as parsed JSON. Throws LockstepError('decision-record'). */
export function readJson(name: string, cwd: string): unknown {
  const read = readBounded(path.resolve(cwd, name), MAX_ENVELOPE_BYTES);
  if (read.state !== 'read') {
    const why = read.state === 'too-large' ? 'it is larger than 400 MiB' : read.detail;
    throw new LockstepError('decision-record', `cannot read ${name}: ${why}`, {
      repair: 'name a readable file',
    });
  }
  try {
    return JSON.parse(Buffer.from(read.bytes).toString('utf8'));
  } catch (error) {
    throw new LockstepError('decision-record', `${name}: not JSON, or torn`, { cause: error });
  }
}

function linkIn(name: string, cwd: string): string {
  return linkOf(readEnvelope(readJson(name, cwd), name));
}

/** What the log says of the rules that warned or stopped here. */
async function evidenceFor(
  result: RunResult,
  input: Arguments,
  shell: Shell,
): Promise<readonly StatedEvidence[]> {
  const { report, policy } = result;
  const loud = report.decision.findings.filter(({ stage }) => stage !== 'observe');
  const wanted = new Set(loud.map(({ finding }) => finding.ruleId));
  if (wanted.size === 0) return [];
  const rules = report.checks.flatMap((check) =>
    check.rules
      .filter(({ id }) => wanted.has(id))
      .map(({ id, version }) => ({ rule: id, version, engine: check.version })),
  );
  const place = { ...logOfRun('check', result), mayLackService: true };
  const { facts } = await openLog(place, input, shell);
  const { product } = entryHead(report, policy);
  const { standings } = ladderOf(facts, rules, { policy, product, now: report.now });
  return standings
    .map(({ evidence: { rule, version, block } }) => ({
      rule,
      version,
      verdicts: block.verdicts.truePositives + block.verdicts.falsePositives,
      falsePositives: block.verdicts.falsePositives,
      logE: block.logE,
    }))
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}
