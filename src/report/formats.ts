import type { Format } from './format.ts';
import { json } from './json.ts';
import { sarif, sarifGithub } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every format, in the order of `--help`. A new format is one file and one line here. */
export const formats: readonly Format[] = [terminal, json, sarif, sarifGithub];
