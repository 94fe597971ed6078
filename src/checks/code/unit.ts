import { Buffer } from 'node:buffer';
import type { Flow } from './engine/flows.ts';
import type { Operation } from './configuration/open-api.ts';
import type { Setting } from './configuration/properties.ts';
import type { ModuleIr } from './ir/ir.ts';
import { packNumbers, unpackNumbers } from './ir/packing.ts';
import type { StatedNames } from './languages/language.ts';
import type { TokenFinding } from './tokens/token-finding.ts';

/** What a file adds to a program. */
export type Unit = SourceUnit | ConfigurationUnit | RulesUnit | WorkflowUnit;

export interface SourceUnit {
  readonly kind: 'source';
  readonly module: ModuleIr;
  /** Why nobody may call the file examined. */
  readonly trouble?: string;
  /** Only where there is trouble. */
  readonly tokens: readonly TokenFinding[];
  /** What is wrong by its form alone. */
  readonly form: readonly Flow[];
}

export interface ConfigurationUnit {
  readonly kind: 'configuration';
  readonly stated: readonly StatedNames[];
  /** Of an OpenAPI document. */
  readonly operations?: readonly Operation[];
  /** Of a `.properties` file. */
  readonly settings?: readonly Setting[];
}

/** A file with rules of the target's own. */
export interface RulesUnit {
  readonly kind: 'rules';
  readonly path: string;
  readonly text: string;
}

/** A workflow of GitHub Actions. */
export interface WorkflowUnit {
  readonly kind: 'workflow';
  readonly path: string;
  readonly text: string;
}

/** What of a unit is written as JSON. */
type Header =
  | ConfigurationUnit
  | RulesUnit
  | WorkflowUnit
  | (Omit<SourceUnit, 'module'> & {
      readonly module: Omit<ModuleIr, 'code'>;
      readonly words: number;
    });

const LENGTH_BYTES = 4;

/** A unit as bytes of its own: the length of a JSON text, the text, and the packed operations. */
export function packUnit(unit: Unit): Uint8Array<ArrayBuffer> {
  if (unit.kind !== 'source') return joined(unit, new Uint8Array());
  const { code, ...module } = unit.module;
  return joined({ ...unit, module, words: code.length }, packNumbers(code));
}

function joined(header: Header, code: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(JSON.stringify(header));
  const bytes = new Uint8Array(LENGTH_BYTES + text.byteLength + code.byteLength);
  new DataView(bytes.buffer).setUint32(0, text.byteLength);
  bytes.set(text, LENGTH_BYTES);
  bytes.set(code, LENGTH_BYTES + text.byteLength);
  return bytes;
}

/** What `packUnit` wrote. */
export function unpackUnit({ buffer, byteOffset, byteLength }: Uint8Array): Unit {
  const end = LENGTH_BYTES + new DataView(buffer, byteOffset).getUint32(0);
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  // oxlint-disable-next-line no-unsafe-type-assertion -- written above, by this version
  const header = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)) as Header;
  if (header.kind !== 'source') return header;
  const { words, module, ...unit } = header;
  return { ...unit, module: { ...module, code: unpackNumbers(bytes.subarray(end), words) } };
}
