import type { PackageFile } from '../../../model/installed-package.ts';

/** Scripts that npm runs by itself when a package from a registry is installed (docs.npmjs.com, "scripts"). */
const installScripts = ['preinstall', 'install', 'postinstall'];
/** Files followed from one to the next; more than these are not looked at as run at install. */
const MAX_STARTED = 200;

/** One script of a package that runs at install. */
export interface InstallScript {
  readonly name: string;
  readonly command: string;
  /** 1-based, in package.json. */
  readonly line: number;
}

/** The scripts of a package.json that run at install; none of one that is torn, which npm does not install. */
export function installScriptsOf({ text }: PackageFile): readonly InstallScript[] {
  const scripts = new Map(Object.entries(scriptsIn(text)));
  return installScripts.flatMap((name) => {
    const command = scripts.get(name);
    if (typeof command !== 'string') return [];
    const at = text.indexOf(`"${name}"`);
    return [{ name, command, line: at === -1 ? 1 : text.slice(0, at).split('\n').length }];
  });
}

function scriptsIn(text: string): object {
  try {
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest !== 'object' || manifest === null || !('scripts' in manifest)) return {};
    return typeof manifest.scripts === 'object' && manifest.scripts !== null
      ? manifest.scripts
      : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/**
 * Paths of files that run without being asked: what the scripts name, `setup.py`, what these load in turn, and `.pth`
 * files, which Python runs at each start (docs.python.org, "site").
 */
export function startedAtInstall(
  scripts: readonly InstallScript[],
  files: ReadonlyMap<string, PackageFile>,
): ReadonlySet<string> {
  const started = new Set<string>();
  const waiting = scripts.flatMap(({ command }) => command.slice(0, 4000).split(/[\s;&|"'`()]+/));
  waiting.push('setup.py', ...[...files.keys()].filter((path) => path.endsWith('.pth')));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const file = found(name, files);
    if (file === undefined || started.has(file.path)) continue;
    if (started.size >= MAX_STARTED) break;
    started.add(file.path);
    waiting.push(...loadedBy(file));
  }
  return started;
}

/** As Node finds it: with an ending, or the index of a folder. */
function found(name: string, files: ReadonlyMap<string, PackageFile>): PackageFile | undefined {
  const path = normal(name);
  if (path === undefined) return undefined;
  const endings = ['', '.js', '.cjs', '.mjs', '/index.js'];
  for (const ending of endings) {
    const file = files.get(path + ending);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Without `.` and `..`; undefined where it leads out of the package. */
function normal(name: string): string | undefined {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

/** Relative paths that a text of JavaScript loads, from the package's folder. */
function loadedBy({ path, text }: PackageFile): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const loads = text.matchAll(
    /(?:require\(|import\(|from|import|fork\(|spawn\()\s{0,3}["'`](\.{1,2}\/[^"'`\n]{1,200})["'`]/g,
  );
  return [...loads].map(([, name = '']) => folder + name);
}
