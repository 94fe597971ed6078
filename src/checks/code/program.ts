import { Buffer } from 'node:buffer';
import type { FileClass, SourceFile } from '../../model/file.ts';
import type { LeftOut, ProgramEngine, ProgramRole, Summary } from '../../model/program-check.ts';
import { isOpenApiPath, operationsOf } from './configuration/open-api.ts';
import { isPropertiesPath, settingsOf } from './configuration/properties.ts';
import { languageOf, languages } from './languages/all.ts';
import type { Language } from './languages/language.ts';
import { isRulePath, isYamlPath } from './own-rules-of.ts';
import { formFlows } from './structure/form-of-file.ts';
import { isExamplePath, isTestPath } from './test-path.ts';
import { tokenFindings } from './tokens/token-findings.ts';
import { packUnit } from './unit.ts';
import { isWorkflowPath } from './workflows/workflow-path.ts';

/** Chosen: nobody writes more into one file; what is larger was made by a program. */
const MAX_SOURCE_BYTES = 2 * 2 ** 20;
/** A manifest is not larger. */
const MAX_CONFIGURATION_BYTES = 2 ** 18;
/** Besides what the content says of `.js`: bundles in other languages. */
const MINIFIED = { bytes: 20_480, bytesPerLine: 500 } as const;

export const engine: ProgramEngine = {
  roleOf,
  summarise,
  async linker() {
    const { link } = await import('./link.ts');
    return link;
  },
};

function roleOf(path: string): ProgramRole | undefined {
  if (isRulePath(path)) return 'rules';
  if (isWorkflowPath(path)) return 'workflow';
  // What lies beside rule files are their tests.
  if (path.startsWith('.lockstep/')) return undefined;
  if (languageOf(path) !== undefined) return roleOfSource(path);
  if (isTestPath(path)) return configuring(path).length > 0 ? 'configuration' : undefined;
  const tells = isOpenApiPath(path) || isPropertiesPath(path) || configuring(path).length > 0;
  return tells ? 'configuration' : undefined;
}

function roleOfSource(path: string): ProgramRole {
  if (isTestPath(path)) return 'test';
  return isExamplePath(path) ? 'example' : 'source';
}

function configuring(path: string): readonly Language[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return languages.filter(({ isConfiguration }) => isConfiguration?.(name) === true);
}

function summarise({ path, bytes, fileClass }: SourceFile): Summary {
  const size = bytes.byteLength;
  if (fileClass !== 'text') return { state: 'left-out', why: whyNot(fileClass) };
  if (isRulePath(path)) return asText('rules', path, bytes);
  if (isWorkflowPath(path)) return asText('workflow', path, bytes);
  const language = languageOf(path);
  if (language === undefined && isOwnRules(path, bytes)) return asText('rules', path, bytes);
  if (language === undefined) return configuration(path, bytes);
  if (isMinified(bytes)) return { state: 'left-out', why: 'minified' };
  if (isBuilt(bytes)) return { state: 'left-out', why: 'generated' };
  if (size > MAX_SOURCE_BYTES) return { state: 'left-out', why: 'too-large' };
  const text = textOf(bytes);
  const { module, trouble } = language.lower(path, text);
  const form = formFlows(module);
  const unit =
    trouble === undefined
      ? packUnit({ kind: 'source', module, form, tokens: [] })
      : packUnit({ kind: 'source', module, form, trouble, tokens: tokenFindings(path, text) });
  return { state: 'unit', unit };
}

/** The policy names rule files by any path, also by one that an OpenAPI document might have. */
function isOwnRules(path: string, bytes: Uint8Array): boolean {
  if (!isYamlPath(path)) return false;
  return !isOpenApiPath(path) || /^(?:rules|models)[ \t]*:/mu.test(textOf(bytes));
}

/** By its path it is a source; by its content it may be a film. */
function whyNot(fileClass: FileClass): LeftOut {
  return fileClass === 'generated' || fileClass === 'minified' ? fileClass : 'binary';
}

function configuration(path: string, bytes: Uint8Array): Summary {
  const isDocument = isOpenApiPath(path);
  const limit = isDocument ? MAX_SOURCE_BYTES : MAX_CONFIGURATION_BYTES;
  const text = bytes.byteLength > limit ? '' : textOf(bytes);
  const stated = configuring(path).flatMap((each) => each.statedIn?.(path, text) ?? []);
  const operations = isDocument ? operationsOf(text) : [];
  const settings = isPropertiesPath(path) ? settingsOf(text) : [];
  const unit = packUnit({ kind: 'configuration', stated, operations, settings });
  return { state: 'unit', unit };
}

/** It is read where the program is joined. */
function asText(kind: 'rules' | 'workflow', path: string, bytes: Uint8Array): Summary {
  if (bytes.byteLength > MAX_SOURCE_BYTES) return { state: 'left-out', why: 'too-large' };
  return { state: 'unit', unit: packUnit({ kind, path, text: textOf(bytes) }) };
}

function isMinified(bytes: Uint8Array): boolean {
  if (bytes.byteLength <= MINIFIED.bytes) return false;
  let lines = 1;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return bytes.byteLength / lines > MINIFIED.bytesPerLine;
}

/** Bundlers and compilers name, at the end, the map that leads back to what people wrote. */
function isBuilt(bytes: Uint8Array): boolean {
  return /\n\/\/[#@] sourceMappingURL=\S{1,200}\s{0,8}$/u.test(textOf(bytes.subarray(-256)));
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}
