import { CHOSEN, flows, members, misuse, owners, sink } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const PATH: Model = sink('path-traversal', '0');
/** Tells whether a file is there: little, but what people forget to check. */
const ASKS: Model = {
  flows: [],
  sinks: [{ rule: 'path-traversal', at: ['this'], kinds: ['remote'], confidence: 'low' }],
};
const READS: Model = flows('this>result');
/** No `..` is left: what it starts with is where it lies. */
const NORMAL = 'java.io.NormalPath';
const WITHIN: Model = { flows: [], guards: [{ at: 'this', cleans: ['path'] }] };
const FILES = 'java.nio.file.Files';

const zipEntry: Model = {
  source: { kind: 'foreign', what: 'name of an archive entry', clean: CHOSEN },
  type: 'string',
};

/** Files, streams and archives of the platform. A `File` or `Path` opens nothing: what is done with it does. */
export const files: ModelPack = {
  id: 'java-files',
  languages: ['java'],
  about:
    'java.io, java.nio.file, java.util.zip: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/',
  extends: {
    [NORMAL]: ['string', 'java.io.File', 'java.nio.file.Path'],
    'java.io.FileInputStream': ['java.io.InputStream'],
    'java.io.BufferedInputStream': ['java.io.InputStream'],
    'java.io.ByteArrayInputStream': ['java.io.InputStream'],
    'java.io.DataInputStream': ['java.io.InputStream'],
    'java.util.zip.ZipInputStream': ['java.io.InputStream'],
    'java.util.zip.GZIPInputStream': ['java.io.InputStream'],
    'java.util.zip.InflaterInputStream': ['java.io.InputStream'],
    'java.util.jar.JarInputStream': ['java.util.zip.ZipInputStream'],
    'java.io.BufferedReader': ['java.io.Reader'],
    'java.io.InputStreamReader': ['java.io.Reader'],
    'java.io.FileReader': ['java.io.Reader'],
    'java.io.StringReader': ['java.io.Reader'],
    'java.io.LineNumberReader': ['java.io.BufferedReader'],
    'java.io.StringWriter': ['java.io.Writer'],
    'java.io.FileWriter': ['java.io.Writer'],
    'java.io.BufferedWriter': ['java.io.Writer'],
    'java.io.PrintWriter': ['java.io.Writer'],
    'java.io.ByteArrayOutputStream': ['java.io.OutputStream'],
    'java.io.FileOutputStream': ['java.io.OutputStream'],
    'java.util.jar.JarEntry': ['java.util.zip.ZipEntry'],
    'java.util.jar.JarFile': ['java.util.zip.ZipFile'],
    'org.apache.commons.compress.archivers.zip.ZipArchiveEntry': [
      'org.apache.commons.compress.archivers.ArchiveEntry',
    ],
    'org.apache.commons.compress.archivers.tar.TarArchiveEntry': [
      'org.apache.commons.compress.archivers.ArchiveEntry',
    ],
  },
  paths: {
    'java.io.File()': flows('0>result 1>result'),
    ...owners(['java.nio.file.Paths', 'java.nio.file.FileSystem'], 'get() getPath()', {
      type: 'java.nio.file.Path',
      flows: [
        ['0', 'result'],
        ['1+', 'result'],
      ],
    }),
    'java.nio.file.Path.of()': flows('0>result 1+>result', { type: 'java.nio.file.Path' }),
    'java.nio.file.FileSystems.getDefault()': { type: 'java.nio.file.FileSystem', flows: [] },
    ...members(
      'java.nio.file.Path',
      'resolve() resolveSibling()',
      flows('this>result 0>result', { type: 'java.nio.file.Path' }),
    ),
    ...members(
      'java.nio.file.Path',
      'getParent() toAbsolutePath() subpath() relativize()',
      flows('this>result', { type: 'java.nio.file.Path' }),
    ),
    ...members('java.nio.file.Path', 'getFileName()', {
      flows: [['this', 'result']],
      type: 'java.nio.file.Path',
      cleans: ['path'],
    }),
    ...members(
      'java.nio.file.Path',
      'normalize() toRealPath()',
      flows('this>result', { type: NORMAL }),
    ),
    'java.nio.file.Path.toFile()': flows('this>result', { type: 'java.io.File' }),
    'java.nio.file.Path.toString()': flows('this>result', { type: 'string' }),
    ...members(
      'java.io.File',
      'getCanonicalPath() getCanonicalFile()',
      flows('this>result', { type: NORMAL }),
    ),
    ...members(
      'java.io.File',
      'getPath() getAbsolutePath() getAbsoluteFile() getParent() getParentFile() toString() toURI()',
      READS,
    ),
    'java.io.File.toPath()': flows('this>result', { type: 'java.nio.file.Path' }),
    'java.io.File.getName()': { flows: [['this', 'result']], type: 'string', cleans: ['path'] },
    ...members('java.io.File', 'list() listFiles()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['this'] }],
      source: { kind: 'stored', what: 'file name' },
    }),
    ...members(
      'java.io.File',
      'exists() isDirectory() isFile() canRead() canWrite() length() lastModified()',
      ASKS,
    ),
    ...members('java.io.File', 'delete() deleteOnExit() mkdir() mkdirs() createNewFile()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['this'] }],
    }),
    ...members(NORMAL, 'startsWith()', WITHIN),
    ...members(
      NORMAL,
      'toPath() toFile() toString() normalize() toAbsolutePath() toRealPath() getPath() getCanonicalPath() getAbsolutePath() getCanonicalFile()',
      flows('this>result', { type: NORMAL }),
    ),
    'java.io.File.createTempFile()': {
      type: 'java.io.File',
      sinks: [{ rule: 'path-traversal', at: ['0', '1', '2'], confidence: 'medium' }],
    },
    ...members('java.io.File', 'renameTo()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['this', '0'] }],
    }),
    ...members('java.io.File', 'setReadable() setWritable() setExecutable()', {
      misuses: [
        {
          rule: 'world-writable-file',
          shows: 'everybody gets the right',
          when: [
            { at: '0', is: true },
            { at: '1', is: false },
          ],
        },
      ],
    }),

    ...members(
      'java.io',
      'FileInputStream() FileOutputStream() FileReader() FileWriter() RandomAccessFile()',
      { ...PATH, flows: [] },
    ),
    ...members('java.io', 'PrintWriter() PrintStream()', {
      flows: [['0', 'result']],
      sinks: [
        {
          rule: 'path-traversal',
          at: ['0'],
          when: [{ at: '0', type: ['string', 'java.io.File'] }],
        },
      ],
    }),
    ...members(
      'java.io',
      'InputStreamReader() BufferedReader() BufferedInputStream() DataInputStream() StringReader() ByteArrayInputStream() LineNumberReader() CharArrayReader() PushbackReader() SequenceInputStream()',
      flows('0>result'),
    ),
    ...members(
      'java.util.zip',
      'ZipInputStream() GZIPInputStream() InflaterInputStream()',
      flows('0>result'),
    ),
    ...members(
      'java.io',
      'BufferedWriter() OutputStreamWriter() BufferedOutputStream()',
      flows('0>result', { sets: { 'result.inner': '0' } }),
    ),
    ...members('java.io.Reader', 'readLine()', flows('this>result', { type: 'string' })),
    'java.io.Reader.lines()': flows('this>result this>result.*', {
      type: 'java.util.stream.Stream',
    }),
    ...members('java.io.Reader', 'read() transferTo()', flows('this>0 this>result')),
    ...members('java.io.InputStream', 'readAllBytes() readNBytes() readUTF() readLine()', READS),
    ...members(
      'java.io.InputStream',
      'read() readFully() transferTo()',
      flows('this>0 this>result'),
    ),
    ...members('java.io.InputStream', 'close() reset() mark() skip() available()', flows('')),
    ...members('java.io.RandomAccessFile', 'readLine() readUTF()', {
      source: { kind: 'stored', what: 'file contents' },
    }),
    ...members('java.io.Writer', 'write() append() print() println()', flows('0>this')),
    'java.io.StringWriter.toString()': flows('this>result', { type: 'string' }),
    ...members('java.io.ByteArrayOutputStream', 'write() writeBytes()', flows('0>this')),
    ...members('java.io.ByteArrayOutputStream', 'toString() toByteArray()', READS),

    ...members(
      FILES,
      'newInputStream() newBufferedReader() newByteChannel() readAllBytes() readString() readAllLines() lines() newOutputStream() newBufferedWriter() write() writeString() createFile() createDirectory() createDirectories() delete() deleteIfExists() newDirectoryStream() list() walk() find()',
      { ...PATH, flows: [] },
    ),
    ...members(FILES, 'copy() move() createLink() createSymbolicLink()', {
      flows: [],
      sinks: [
        {
          rule: 'path-traversal',
          at: ['0', '1'],
          when: [{ at: '0', type: ['java.nio.file.Path', 'java.io.File', NORMAL] }],
        },
        { rule: 'path-traversal', at: ['1'] },
      ],
    }),
    ...members(FILES, 'exists() notExists() isDirectory() isRegularFile() size()', flows('')),
    ...members(FILES, 'createTempFile() createTempDirectory()', {
      type: 'java.nio.file.Path',
      flows: [['0', 'result']],
    }),
    'java.nio.file.attribute.PosixFilePermissions.fromString()': misuse(
      'world-writable-file',
      'others may write',
      { at: '0', matches: '^.{7}w' },
    ),
    ...members('java.nio.channels.FileChannel', 'open()', PATH),
    ...members('java.lang.ClassLoader', 'getResource() getResourceAsStream()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0'], confidence: 'medium' }],
    }),
    ...members('java.lang.Class', 'getResource() getResourceAsStream()', {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0'], confidence: 'medium' }],
    }),

    'java.util.zip.ZipEntry.getName()': zipEntry,
    'org.apache.commons.compress.archivers.ArchiveEntry.getName()': zipEntry,
    'java.util.zip.ZipInputStream.getNextEntry()': { type: 'java.util.zip.ZipEntry', flows: [] },
    'java.util.jar.JarInputStream.getNextJarEntry()': { type: 'java.util.jar.JarEntry', flows: [] },
    'java.util.zip.ZipFile.entries()': { type: 'java.util.Enumeration', flows: [] },
    'java.util.zip.ZipFile.getEntry()': { type: 'java.util.zip.ZipEntry', flows: [] },
    ...members('java.util.zip', 'ZipFile()', { ...PATH, flows: [] }),
    'org.apache.commons.compress.archivers.ArchiveInputStream.getNextEntry()': {
      type: 'org.apache.commons.compress.archivers.ArchiveEntry',
      flows: [],
    },
    'net.lingala.zip4j.ZipFile()': { ...PATH, type: 'net.lingala.zip4j.ZipFile' },
  },
};
