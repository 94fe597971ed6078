import { members } from '../entries.ts';
import type { Model, ModelPack, SourceModel } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const ENTRY: SourceModel = {
  kind: 'foreign',
  what: 'name of an entry of an archive',
  clean: ['sql', 'html', 'command', 'log', 'header'],
};
const UNPACK: Model = {
  flows: [],
  misuses: [
    wrong(
      'archive-extract-all',
      'nothing limits what is unpacked',
      [{ at: '0', given: true }],
      'low',
    ),
  ],
};

/** Archives: names of their entries are chosen by whoever made them. */
export const archives: ModelPack = {
  id: 'archives',
  languages: ['javascript'],
  about:
    'unzipper, adm-zip, yauzl, jszip, tar, tar-stream, decompress, https://nodejs.org/api/zlib.html',
  extends: { 'unzipper.Entry': ['stream.Readable'] },
  paths: {
    ...members('unzipper', 'Parse() ParseOne()', { type: 'unzipper.Parser', flows: [] }),
    'unzip.Parse()': { type: 'unzipper.Parser', flows: [] },
    'unzipper.Parser.on()': {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['unzipper.Entry'] }],
    },
    'unzipper.Entry.path': { source: ENTRY },
    'unzipper.Extract()': { flows: [], sinks: sinks('path-traversal', '0.path') },
    'adm-zip()': { type: 'adm-zip.Zip', flows: [], sinks: sinks('path-traversal', '0') },
    'adm-zip.Zip.getEntries()': { type: 'adm-zip.Entry[]', flows: [] },
    'adm-zip.Zip.getEntry()': { type: 'adm-zip.Entry', flows: [] },
    'adm-zip.Zip.extractAllTo()': UNPACK,
    'adm-zip.Entry.entryName': { source: ENTRY },
    'yauzl.open()': {
      flows: [],
      sinks: sinks('path-traversal', '0'),
      callbacks: [{ at: '1+', params: [], types: ['', 'yauzl.ZipFile'] }],
    },
    'yauzl.ZipFile.on()': {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['yauzl.Entry'] }],
    },
    'yauzl.Entry.fileName': { source: { ...ENTRY, clean: [...(ENTRY.clean ?? []), 'path'] } },
    'jszip.loadAsync()': { type: 'jszip', flows: [] },
    'jszip()': { type: 'jszip', flows: [] },
    'jszip.forEach()': { flows: [], callbacks: [{ at: '0', params: [], sources: { 0: ENTRY } }] },
    'tar-stream.extract()': { type: 'tar-stream.Extract', flows: [] },
    'tar-stream.Extract.on()': {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['tar-stream.Header'] }],
    },
    'tar-stream.Header.name': { source: ENTRY },
    'tar-stream.Header.linkname': { source: ENTRY },
    ...members('tar', 'x() extract()', {
      flows: [],
      sinks: sinks('path-traversal', '0.file 0.cwd'),
      misuses: [
        wrong('archive-extract-all', 'absolute paths are kept', [
          { at: '0.preservePaths', is: true },
        ]),
      ],
    }),
    'tar.Parse()': { type: 'tar.Parser', flows: [] },
    'tar.Parser.on()': {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['tar-stream.Header'] }],
    },
    ...members(
      'zlib',
      'gunzip() gunzipSync() inflate() inflateSync() unzip() unzipSync() brotliDecompress() brotliDecompressSync() inflateRaw() inflateRawSync()',
      {
        flows: [['0', 'result']],
        sinks: sinks('resource-exhaustion', '0', {
          when: [{ at: '1.maxOutputLength', absent: true }],
          confidence: 'low',
        }),
        callbacks: [{ at: '1+', params: [] }],
      },
    ),
  },
};
