import { createRequire } from 'node:module';
import type * as FastXml from 'fast-xml-parser';
import type * as JsYaml from 'js-yaml';
import type * as SmolToml from 'smol-toml';

const require = createRequire(import.meta.url);

interface Libraries {
  'js-yaml'?: typeof JsYaml;
  'smol-toml'?: typeof SmolToml;
  'fast-xml-parser'?: typeof FastXml;
}

/** Parsers take 10 to 35 ms to load, and most targets need one of them or none: each is loaded when it is first asked for. */
const loaded: Libraries = {};

export function jsYaml(): typeof JsYaml {
  const library: typeof JsYaml = loaded['js-yaml'] ?? require('js-yaml');
  loaded['js-yaml'] = library;
  return library;
}

export function smolToml(): typeof SmolToml {
  const library: typeof SmolToml = loaded['smol-toml'] ?? require('smol-toml');
  loaded['smol-toml'] = library;
  return library;
}

export function fastXml(): typeof FastXml {
  const library: typeof FastXml = loaded['fast-xml-parser'] ?? require('fast-xml-parser');
  loaded['fast-xml-parser'] = library;
  return library;
}
