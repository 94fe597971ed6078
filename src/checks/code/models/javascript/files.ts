import { flows, members, owners } from '../entries.ts';
import type { Condition, Model, ModelPack, SinkModel } from '../model.ts';
import { sinks, wrong } from './terms.ts';

/** A library may well open what its caller names; not what it joins itself. */
const BUILT: readonly Condition[] = [{ at: '0', built: true }];

function path(at = '0'): readonly SinkModel[] {
  return [
    // The name of an entry of an archive has a rule of its own.
    ...sinks('path-traversal', at, { kinds: ['remote'] }),
    ...sinks('zip-slip', at),
    ...sinks('library-path-traversal', '0', { when: BUILT }),
  ];
}

const READ: Model = { flows: [], sinks: path() };
const MODE = (at: string) => [
  wrong('world-writable-file', 'everybody may write the file', [
    { at, is: [0o777, 0o666, 0o776, 0o667, '777', '0777', '666', '0666'] },
  ]),
];
const WRITE: Model = {
  flows: [],
  sinks: [
    ...path(),
    { rule: 'unrestricted-upload', at: ['0'], confidence: 'medium' },
    { rule: 'sensitive-data-in-storage', at: ['1'], confidence: 'medium' },
  ],
  misuses: [
    ...MODE('2.mode'),
    wrong(
      'insecure-temp-file',
      'the name in a shared folder can be guessed',
      [{ at: '0', matches: '^/(?:var/)?tmp/' }],
      'medium',
    ),
  ],
};
const TWO: Model = { flows: [], sinks: [...path(), ...sinks('path-traversal', '1')] };
const NAMES: Model = {
  flows: [],
  sinks: path(),
  source: { kind: 'stored', what: 'name of a file', clean: ['sql', 'path'] },
  callbacks: [
    {
      at: '1+',
      params: [],
      sources: { 1: { kind: 'stored', what: 'name of a file', clean: ['sql', 'path'] } },
    },
  ],
};
const OWNERS = ['fs', 'fs.promises', 'fs-extra', 'graceful-fs'];
const READS =
  'readFile() readFileSync() createReadStream() open() openSync() access() accessSync() stat() statSync() lstat() lstatSync() exists() unlink() unlinkSync() rm() rmSync() rmdir() rmdirSync() mkdir() mkdirSync() readlink() readlinkSync() truncate() truncateSync() opendir() watch() watchFile() realpathSync.native()';
const EXTRA =
  'remove() removeSync() ensureDir() ensureDirSync() ensureFile() ensureFileSync() emptyDir() emptyDirSync() pathExists() pathExistsSync() readJson() readJsonSync() readJSON() readJSONSync() mkdirs() mkdirp()';

/** Files of the disk and paths to them. */
export const files: ModelPack = {
  id: 'files',
  languages: ['javascript'],
  about: 'https://nodejs.org/api/fs.html, path.html; fs-extra, graceful-fs, glob, rimraf',
  extends: { NormalPath: ['string'] },
  aliases: {
    'original-fs': 'fs',
    'fs/promises': 'fs.promises',
    'path/posix': 'path',
    'path/win32': 'path',
    'path.posix': 'path',
    'path.win32': 'path',
  },
  paths: {
    ...owners(OWNERS, READS, READ),
    // A line of a shell is next to never the name of a file.
    ...owners(OWNERS, 'existsSync()', {
      ...READ,
      guards: [{ at: '0', cleans: ['command'] }],
    }),
    ...owners(OWNERS, 'readdir() readdirSync()', NAMES),
    ...owners(
      OWNERS,
      'writeFile() writeFileSync() appendFile() appendFileSync() createWriteStream()',
      WRITE,
    ),
    ...owners(
      OWNERS,
      'rename() renameSync() copyFile() copyFileSync() cp() cpSync() link() linkSync() symlink() symlinkSync()',
      TWO,
    ),
    ...owners(OWNERS, 'chmod() chmodSync() fchmod() fchmodSync() lchmod()', {
      flows: [],
      sinks: path(),
      misuses: MODE('1'),
    }),
    ...owners(OWNERS, 'chown() chownSync() utimes() utimesSync()', READ),
    ...owners(OWNERS, 'realpathSync()', flows('0>result', { type: 'NormalPath' })),
    ...owners(OWNERS, 'realpath()', {
      ...flows('0>result', { type: 'NormalPath' }),
      callbacks: [{ at: '1+', params: ['', '0'] }],
    }),
    ...owners(OWNERS, 'mkdtemp() mkdtempSync()', { flows: [] }),
    ...members('fs-extra', EXTRA, READ),
    ...members(
      'fs-extra',
      'outputFile() outputFileSync() writeJson() writeJsonSync() outputJson()',
      WRITE,
    ),
    ...members('fs-extra', 'copy() copySync() move() moveSync()', TWO),
    ...members('', 'rimraf() del() mkdirp() make-dir()', READ),
    ...members('rimraf', 'sync() rimraf() rimrafSync()', READ),
    ...members('mkdirp', 'sync() mkdirp() mkdirpSync()', READ),
    ...members('del', 'sync() deleteAsync() deleteSync()', READ),
    ...members('glob', 'sync() glob() globSync()', READ),
    'glob()': READ,
    'fast-glob()': READ,
    'load-json-file()': READ,
    'write-file-atomic()': WRITE,

    'path.join()': { ...flows('*>result', { type: 'NormalPath' }), folds: 'path-join' },
    'path.resolve()': { ...flows('*>result', { type: 'NormalPath' }), folds: 'path-join' },
    'path.normalize()': flows('0>result', { type: 'NormalPath' }),
    'path.basename()': flows('0>result', { type: 'string', cleans: ['path'] }),
    'path.extname()': flows('0>result', { type: 'string', cleans: ['path'] }),
    'path.dirname()': flows('0>result', { type: 'string' }),
    'path.relative()': {
      ...flows('0>result 1>result', { type: 'NormalPath' }),
    },
    // Ways up stand at the beginning only.
    ...members('NormalPath', 'replace() replaceAll()', {
      type: 'string',
      ...flows('this>result 1>result', { cleans: ['nosql', 'assignment'] }),
      cleansIf: [
        {
          families: ['path'],
          when: [{ at: '0', matches: String.raw`^/\^?\(?(?:\?:)?\\\.(?:\\\.|\{2\})` }],
        },
        {
          families: ['path'],
          when: [{ at: '0', matches: String.raw`^/\[(?!\^)[^\]]{0,20}\.[^\]]{0,20}\]` }],
        },
      ],
    }),
    'path.parse()': flows('0>result'),
    'path.format()': flows('0>result 0.*>result'),
    'path.isAbsolute()': flows(''),
    'sanitize-filename()': flows('0>result', {
      cleans: ['path', 'header', 'log', 'command', 'html'],
    }),
    'filenamify()': flows('0>result', { cleans: ['path', 'header', 'log'] }),
    'slugify()': flows('0>result', { cleans: 'all' }),
    'resolve-path()': flows('1>result 0>result', { cleans: ['path'] }),
    'is-path-inside()': { flows: [], guards: [{ at: '0', cleans: ['path'] }] },
    'path-is-inside()': { flows: [], guards: [{ at: '0', cleans: ['path'] }] },
    'contains-path()': { flows: [], guards: [{ at: '0', cleans: ['path'] }] },
    'os.tmpdir()': { flows: [] },
    'os.homedir()': { flows: [], type: 'node.HomeFolder' },
    __dirname: { type: 'node.ProgramFolder' },
    'process.chdir()': READ,
    'process.umask()': {
      flows: [],
      misuses: [
        wrong('umask-open', 'new files are open to everybody', [{ at: '0', is: [0, '0', '000'] }]),
      ],
    },
  },
};
