import { X509Certificate } from 'node:crypto';
import { readFileAt } from '../../collect/blobs.ts';
import { readConfined } from '../../collect/confined-file.ts';
import type { Check } from '../../model/check.ts';
import { LockstepError } from '../../model/error.ts';
import type { TlsPolicy, ZonePolicy } from '../../model/policy.ts';
import {
  defaultTlsSettings,
  type TlsSettings,
  type ZoneSettings,
} from '../../model/tls-settings.ts';

const MAX_ANCHORS_BYTES = 2 ** 20;
const MAX_ANCHORS = 500;

/** Where files that a policy names are read: the work tree, or the commit whose policy holds. */
export interface PolicyFiles {
  readonly root: string;
  readonly commit?: string;
}

/** What the tls check gets of the policy: zones with the standard ones, and the anchors that they name, read. */
export async function tlsSettingsOf(tls: TlsPolicy, files: PolicyFiles): Promise<TlsSettings> {
  const own = await Promise.all(tls.zones.map((zone) => zoneSettings(zone, files)));
  const names = new Set(own.map(({ name }) => name));
  const standard = defaultTlsSettings.zones.filter(({ name }) => !names.has(name));
  return {
    profile: tls.profile,
    profiles: tls.profiles.map(({ id, extends: base, overrides }) => ({
      id,
      extends: base,
      overrides,
    })),
    zones: [...standard, ...own],
    servers: tls.servers,
  };
}

async function zoneSettings(zone: ZonePolicy, files: PolicyFiles): Promise<ZoneSettings> {
  const { name, isPublic, onlyOwnAnchors, intrusive, profile } = zone;
  const anchors: string[] = [];
  for (const file of zone.anchors) {
    anchors.push(...anchorsIn(file, await textOf(file, zone, files)));
  }
  return {
    name,
    isPublic,
    anchors: [...new Set(anchors)],
    onlyOwnAnchors,
    intrusive,
    ...(profile === undefined ? {} : { profile }),
  };
}

async function textOf(file: string, zone: ZonePolicy, files: PolicyFiles): Promise<string> {
  const { root, commit } = files;
  if (commit !== undefined) {
    const bytes = await readFileAt(root, commit, file, MAX_ANCHORS_BYTES);
    if (bytes !== undefined) return Buffer.from(bytes).toString('latin1');
    throw unusable(file, `zone ${zone.name}: it is not in ${commit.slice(0, 10)}`);
  }
  const read = readConfined(root, file, MAX_ANCHORS_BYTES);
  if (read.state === 'read') return Buffer.from(read.bytes).toString('latin1');
  const why = read.state === 'too-large' ? 'it is larger than 1 MiB' : read.detail;
  throw unusable(file, `zone ${zone.name}: ${why}`);
}

/** The certificates of a PEM file (RFC 7468), as base64 of their DER. */
function anchorsIn(file: string, text: string): readonly string[] {
  const blocks = text.split('-----BEGIN CERTIFICATE-----').slice(1, MAX_ANCHORS + 2);
  if (blocks.length === 0) throw unusable(file, 'it holds no certificate in PEM');
  if (blocks.length > MAX_ANCHORS) throw unusable(file, `more than ${MAX_ANCHORS} certificates`);
  return blocks.map((block, index) => {
    const body = block.split('-----END CERTIFICATE-----')[0] ?? '';
    try {
      return new X509Certificate(Buffer.from(body, 'base64')).raw.toString('base64');
    } catch (error) {
      throw unusable(file, `its certificate ${index + 1} cannot be read`, error);
    }
  });
}

function unusable(file: string, why: string, cause?: unknown): LockstepError {
  return new LockstepError('policy', `cannot use the anchors in ${file}: ${why}`, {
    repair: 'tls.zones.*.anchors names PEM files in the repository, from its root',
    cause,
  });
}

/** Throws one `policy` error with everything that the checks find wrong with the policy's profiles. */
export async function checkTlsSettings(
  checks: readonly Check[],
  settings: TlsSettings,
  { tls, name }: { readonly tls: TlsPolicy; readonly name: string },
): Promise<void> {
  if (settings.profiles.length === 0) return;
  const lines: string[] = [];
  for (const check of checks) {
    for (const { profile, what, repair } of (await check.checkSettings?.(settings)) ?? []) {
      const { line, column } =
        tls.profiles.find(({ id }) => id === profile)?.position ?? tls.position;
      const mend = repair === undefined ? '' : `; ${repair}`;
      lines.push(`  ${name}:${line}:${column}: profile ${profile}: ${what}${mend}`);
    }
  }
  if (lines.length === 0) return;
  throw new LockstepError('policy', `the policy cannot be used\n${lines.join('\n')}`);
}
