import { CHOSEN, flows, members, OWN_FILE, owners, sink } from '../entries.ts';
import type { Model, ModelPack, SourceModel } from '../model.ts';

const PATH: Model = { flows: [], sinks: [{ rule: 'path-traversal', at: ['0'] }] };
const FROM_THIS: Model = { flows: [], sinks: [{ rule: 'path-traversal', at: ['this'] }] };
/** Little, but what people forget to check. */
const ASKS: Model = {
  flows: [],
  sinks: [{ rule: 'path-traversal', at: ['0'], confidence: 'low' }],
};
const SELF = 'pathlib.Path';
/** No `..` is left: what it starts with is where it lies. */
const NORMAL = 'os.path.Normal';
const RESOLVED = 'pathlib.Resolved';
const ENTRY: SourceModel = {
  kind: 'foreign',
  what: 'name of an archive entry',
  clean: CHOSEN,
};
const EXTRACT: Model = {
  flows: [],
  misuses: [
    {
      rule: 'archive-extract-all',
      shows: 'entries choose where they are written',
      when: [{ at: 'key:filter', absent: true }],
      confidence: 'medium',
    },
  ],
};
const READ: Model = {
  flows: [],
  sinks: [{ rule: 'path-traversal', at: ['this'] }],
  type: 'string',
  source: { kind: 'stored', what: 'contents of a file', clean: OWN_FILE },
};

/** Files, paths, archives, temporary files. */
export const files: ModelPack = {
  id: 'python-files',
  languages: ['python'],
  about:
    'os, os.path, pathlib, shutil, tempfile, zipfile, tarfile, glob: https://docs.python.org/3/library/filesys.html',
  aliases: {
    posixpath: 'os.path',
    ntpath: 'os.path',
    'pathlib.PurePath': SELF,
    'pathlib.PosixPath': SELF,
    'pathlib.PurePosixPath': SELF,
    pathlib2: 'pathlib',
  },
  extends: { [NORMAL]: ['string'], [RESOLVED]: [SELF, NORMAL] },
  paths: {
    'os.path.join()': flows('*>result', { type: 'string' }),
    ...members(
      'os.path',
      'dirname() expanduser() expandvars() relpath() splitdrive() commonpath() commonprefix()',
      flows('0>result 0.*>result', { type: 'string' }),
    ),
    'os.path.split()': flows('0>result 0>result.*'),
    'os.path.splitext()': flows('0>result 0>result.*'),
    'os.path.basename()': { flows: [['0', 'result']], type: 'string', cleans: ['path'] },
    ...members(
      'os.path',
      'abspath() realpath() normpath() normcase()',
      flows('0>result', { type: NORMAL }),
    ),
    [`${NORMAL}.startswith()`]: { flows: [], guards: [{ at: 'this', cleans: ['path'] }] },
    [`${NORMAL}.replace()`]: flows('this>result', { type: 'string' }),
    ...members(
      'os.path',
      'exists() isfile() isdir() islink() getsize() getmtime() lexists()',
      ASKS,
    ),
    ...members('os.path', 'isabs() samefile()', flows('')),
    'os.fspath()': flows('0>result', { type: 'string' }),
    ...members(
      'os',
      'open() remove() unlink() mkdir() makedirs() rmdir() removedirs() listdir() scandir() walk() chown() truncate() mkfifo() utime() readlink() chdir() chroot()',
      PATH,
    ),
    ...members('os', 'stat() lstat() access()', ASKS),
    ...members('os', 'rename() renames() replace() link() symlink()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0', '1'] }],
    }),
    'os.chmod()': {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0'] }],
      misuses: [
        {
          rule: 'world-writable-file',
          shows: 'everybody may write',
          when: [
            {
              at: '1',
              is: [0o777, 0o666, 0o776, 0o767, 0o722, 0o757, 0o772, 0o1777, 0o2777, 0o4777],
            },
          ],
        },
      ],
    },
    'os.umask()': {
      flows: [],
      misuses: [
        { rule: 'umask-open', shows: 'new files are open to all', when: [{ at: '0', is: 0 }] },
      ],
    },
    ...members('os', 'tempnam() tmpnam()', {
      misuses: [
        { rule: 'insecure-temp-file', shows: 'another program may take the name first', when: [] },
      ],
    }),
    'tempfile.mktemp()': {
      type: 'string',
      flows: [],
      misuses: [
        { rule: 'insecure-temp-file', shows: 'another program may take the name first', when: [] },
      ],
    },
    ...members(
      'tempfile',
      'NamedTemporaryFile() TemporaryFile() mkstemp() mkdtemp() TemporaryDirectory()',
      flows(''),
    ),
    ...members('shutil', 'copy() copy2() copyfile() copytree() move() copymode()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0', '1'] }],
    }),
    ...members('shutil', 'rmtree() chown() disk_usage()', PATH),
    'shutil.copyfileobj()': flows('0>1'),
    'shutil.make_archive()': { flows: [], sinks: [{ rule: 'path-traversal', at: ['0', '2'] }] },
    'shutil.unpack_archive()': { ...EXTRACT, sinks: [{ rule: 'path-traversal', at: ['1'] }] },
    ...members('glob', 'glob() iglob()', PATH),
    'linecache.getline()': sink('path-traversal', '0'),
    'fileinput.input()': sink('path-traversal', '0'),

    'pathlib.Path()': flows('*>result', { type: SELF }),
    ...members(SELF, 'cwd() home()', flows('', { type: SELF })),
    ...members(
      SELF,
      'joinpath() with_name() with_suffix() with_stem()',
      flows('this>result *>result', { type: SELF }),
    ),
    ...members(SELF, 'expanduser()', flows('this>result', { type: SELF })),
    ...members(
      SELF,
      'absolute() relative_to() as_posix() as_uri()',
      flows('this>result', { type: SELF }),
    ),
    [`${SELF}.resolve()`]: flows('this>result', { type: RESOLVED }),
    [`${SELF}.parent`]: { type: SELF },
    [`${SELF}.name`]: { flows: [['0', 'result']], type: 'string', cleans: ['path'] },
    [`${SELF}.stem`]: { flows: [['0', 'result']], type: 'string', cleans: ['path'] },
    [`${SELF}.suffix`]: { flows: [['0', 'result']], type: 'string', cleans: ['path'] },
    ...members(SELF, 'open()', { ...FROM_THIS, type: 'io.TextIOWrapper' }),
    ...members(SELF, 'read_text() read_bytes()', READ),
    ...members(
      SELF,
      'write_text() write_bytes() unlink() mkdir() rmdir() touch() iterdir() glob() rglob() chmod() walk()',
      FROM_THIS,
    ),
    ...members(SELF, 'rename() replace() symlink_to() hardlink_to()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['this', '0'] }],
    }),
    ...members(SELF, 'exists() is_file() is_dir() stat()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['this'], confidence: 'low' }],
    }),
    [`${SELF}.is_relative_to()`]: flows(''),
    [`${RESOLVED}.is_relative_to()`]: { flows: [], guards: [{ at: 'this', cleans: ['path'] }] },
    [`${RESOLVED}.relative_to()`]: {
      flows: [['this', 'result']],
      type: SELF,
      guards: [{ at: 'this', cleans: ['path'], always: true }],
    },
    [`${RESOLVED}.startswith()`]: { flows: [], guards: [{ at: 'this', cleans: ['path'] }] },

    'zipfile.ZipFile()': {
      type: 'zipfile.ZipFile',
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0'] }],
    },
    'zipfile.ZipFile.namelist()': { flows: [], source: ENTRY },
    'zipfile.ZipFile.infolist()': { flows: [], source: ENTRY },
    ...members('zipfile.ZipFile', 'extract() extractall()', flows('')),
    ...members('zipfile.ZipFile', 'open() read()', {
      flows: [],
      source: { kind: 'foreign', what: 'entry of an archive' },
    }),
    'tarfile.open()': {
      type: 'tarfile.TarFile',
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0'] }],
    },
    'tarfile.TarFile()': { type: 'tarfile.TarFile', flows: [] },
    'tarfile.TarFile.extractall()': EXTRACT,
    'tarfile.TarFile.extract()': {
      ...EXTRACT,
      sinks: [
        {
          rule: 'zip-slip',
          at: ['0'],
          when: [{ at: 'key:filter', absent: true }],
          confidence: 'low',
        },
      ],
    },
    ...members('tarfile.TarFile', 'getmembers() getnames() next()', { flows: [], source: ENTRY }),
    ...owners(['zipfile.ZipFile', 'tarfile.TarFile'], '__enter__()', { flows: [], type: 'this' }),
    ...owners(
      ['zipfile.ZipFile', 'tarfile.TarFile'],
      'close() write() writestr() add()',
      flows(''),
    ),
    ...members(
      'urllib.request',
      'url2pathname() pathname2url()',
      flows('0>result', { type: 'string' }),
    ),
  },
};
