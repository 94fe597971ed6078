import { CHOSEN, flows, members, OWN_FILE, owners } from '../entries.ts';
import type { Model, ModelPack, SourceModel } from '../model.ts';
import { NOTHING, NUMBER, path, sinks, WORLD_WRITABLE, wrong } from './terms.ts';

const PATH: Model = { flows: [], sinks: path('0') };
const BOTH: Model = { flows: [], sinks: path('0 1') };
/** Little, but what people forget to check. */
const ASKS: Model = { flows: [], sinks: path('0', { confidence: 'low' }) };
const STORED: SourceModel = {
  kind: 'stored',
  what: 'contents of a file',
  clean: OWN_FILE,
};
const ENTRY: Model = {
  source: { kind: 'foreign', what: 'name of an archive entry', clean: CHOSEN },
};
const SHARED_FOLDER = String.raw`^/(?:var/)?tmp/[^*]+$`;

/** Writes with permissions at this place; what is allowed to everybody is asked for on purpose only by `Chmod`. */
function writes(at: string, more: Partial<Model> = {}): Model {
  return {
    flows: [],
    ...more,
    sinks: path('0'),
    misuses: [
      wrong(
        'world-writable-file',
        'every account may write to it',
        [{ at, is: WORLD_WRITABLE }],
        'low',
      ),
      wrong(
        'insecure-temp-file',
        'its name can be guessed',
        [{ at: '0', matches: SHARED_FOLDER }],
        'medium',
      ),
    ],
  };
}

/** Files, folders, archives, readers and writers. */
export const files: ModelPack = {
  id: 'go-files',
  languages: ['go'],
  about: 'os, io, io/ioutil, archive/zip, archive/tar, compress: https://pkg.go.dev/os',
  extends: {
    'archive/zip.ReadCloser': ['archive/zip.Reader'],
    'archive/zip.File': ['archive/zip.FileHeader'],
    'os.File': ['io.Reader'],
  },
  paths: {
    ...members('os', 'Open()', { ...PATH, type: 'os.File' }),
    ...members('os', 'Create()', {
      ...PATH,
      type: 'os.File',
      misuses: [
        wrong(
          'insecure-temp-file',
          'its name can be guessed',
          [{ at: '0', matches: SHARED_FOLDER }],
          'medium',
        ),
      ],
    }),
    ...owners(['os', 'io/ioutil'], 'ReadFile()', { ...PATH, source: STORED }),
    ...owners(['os', 'io/ioutil'], 'ReadDir()', PATH),
    ...owners(['os', 'io/ioutil'], 'WriteFile()', writes('2')),
    'os.OpenFile()': writes('2', { type: 'os.File' }),
    ...members('os', 'Mkdir() MkdirAll()', PATH),
    'os.Chmod()': {
      ...PATH,
      misuses: [
        wrong('world-writable-file', 'every account may write to it', [
          { at: '1', is: WORLD_WRITABLE },
        ]),
      ],
    },
    'os.File.Chmod()': {
      flows: [],
      misuses: [
        wrong('world-writable-file', 'every account may write to it', [
          { at: '0', is: WORLD_WRITABLE },
        ]),
      ],
    },
    'syscall.Umask()': {
      flows: [],
      misuses: [wrong('umask-open', 'files are written for everybody', [{ at: '0', is: 0 }])],
    },
    'os.ModePerm': { constant: 0o777 },
    ...members(
      'os',
      'Remove() RemoveAll() Chown() Chtimes() Truncate() Readlink() Chdir() DirFS() OpenRoot()',
      PATH,
    ),
    ...members('os', 'Rename() Link() Symlink()', BOTH),
    ...members('os', 'Stat() Lstat()', ASKS),
    ...members(
      'os',
      'Exit() Getwd() Hostname() TempDir() UserHomeDir() IsNotExist() IsExist() Getpid()',
      NOTHING,
    ),
    ...members('os', 'MkdirTemp() CreateTemp()', NOTHING),
    ...members('io/ioutil', 'TempFile() TempDir()', NOTHING),
    ...members('os.File', 'Close() Seek() Stat() Sync() Name() Write() WriteString()', NOTHING),
    ...members('os.File', 'Read()', flows('this>0')),
    ...members('os.Root', 'Open() Create() OpenFile() Stat() Mkdir() Remove()', NOTHING),

    ...owners(['io', 'io/ioutil'], 'ReadAll()', flows('0>result')),
    ...members('io', 'LimitReader()', { type: 'io.LimitedReader', flows: [['0', 'result']] }),
    ...members('io', 'TeeReader() NopCloser() MultiReader()', flows('*>result')),
    ...members('io/ioutil', 'NopCloser()', flows('0>result')),
    ...members('io', 'ReadFull() ReadAtLeast()', flows('0>1')),
    ...members('io', 'Copy() CopyBuffer()', {
      flows: [['1', '0']],
      misuses: [
        wrong(
          'unbounded-decompression',
          'a small archive may unpack to any size',
          [{ at: '1', type: 'compress.Reader' }],
          'medium',
        ),
      ],
    }),
    'io.CopyN()': flows('1>0'),
    ...members('io.Reader', 'Read()', flows('this>0')),
    ...members('io.Reader', 'Close()', NOTHING),
    ...members('io', 'EOF', {}),
    ...members('compress/gzip', 'NewReader()', {
      type: 'compress.Reader',
      flows: [['0', 'result']],
    }),
    ...members('compress/zlib', 'NewReader()', {
      type: 'compress.Reader',
      flows: [['0', 'result']],
    }),
    ...members('compress/flate', 'NewReader()', {
      type: 'compress.Reader',
      flows: [['0', 'result']],
    }),
    ...members('compress/bzip2', 'NewReader()', {
      type: 'compress.Reader',
      flows: [['0', 'result']],
    }),

    'archive/zip.OpenReader()': { ...PATH, type: 'archive/zip.ReadCloser' },
    'archive/zip.NewReader()': { type: 'archive/zip.Reader', flows: [] },
    'archive/zip.Reader.File': { type: 'archive/zip.File[]' },
    'archive/zip.FileHeader.Name': ENTRY,
    'archive/zip.File.Open()': { type: 'compress.Reader', flows: [] },
    ...members('archive/zip.File', 'FileInfo() Mode()', NOTHING),
    'archive/tar.NewReader()': { type: 'archive/tar.Reader', flows: [['0', 'result']] },
    'archive/tar.Reader.Next()': { type: 'archive/tar.Header', flows: [] },
    ...members('archive/tar.Header', 'Name Linkname', ENTRY),
    ...members('archive/tar.Header', 'FileInfo() Mode Size Typeflag', NUMBER),
    'github.com/mholt/archiver.Unarchive()': {
      flows: [],
      misuses: [
        wrong('archive-extract-all', 'entries choose where they are written', [], 'medium'),
      ],
    },
    'unsafe.Pointer()': {
      flows: [['0', 'result']],
      misuses: [wrong('use-of-unsafe', 'memory is read without regard to its type', [], 'low')],
    },
    'github.com/spf13/afero.NewOsFs()': NOTHING,
    'embed.FS.ReadFile()': NOTHING,
    'log.SetOutput()': { flows: [], sinks: sinks('path-traversal', '0') },
  },
};
