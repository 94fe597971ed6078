// An empty database of PGlite, so that the first start of the service does not have to make one: 5 s against 1 s.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** Writes it to `file`; made once a version of PGlite, and kept beside the installed packages. */
export async function emptyDatabase(file) {
  const { version } = JSON.parse(
    readFileSync('node_modules/@electric-sql/pglite/package.json', 'utf8'),
  );
  const kept = path.join('node_modules', '.cache', 'lockstep', `empty-database-${version}.tar.gz`);
  if (!existsSync(kept)) {
    mkdirSync(path.dirname(kept), { recursive: true });
    const database = await PGlite.create();
    const archive = await database.dumpDataDir('gzip');
    await database.close();
    const staged = `${kept}.${process.pid}`;
    writeFileSync(staged, Buffer.from(await archive.arrayBuffer()));
    renameSync(staged, kept);
  }
  mkdirSync(path.dirname(file), { recursive: true });
  copyFileSync(kept, file);
}
