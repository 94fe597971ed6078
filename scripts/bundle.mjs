// Joins our own modules (dependencies stay outside) into few files: to find and open 600 of them cost a third of the time
// that a small run takes (docs/adr/0010-few-files-to-start-from.md). What is imported on demand stays apart.
import { cpSync } from 'node:fs';
import { build } from 'esbuild';
import { emptyDatabase } from './empty-database.mjs';

await build({
  entryPoints: [
    'main',
    'index',
    'pipeline/worker',
    'checks/registry',
    'store/embedded-process',
  ].map((name) => `src/${name}.ts`),
  outdir: 'dist',
  outbase: 'src',
  // Beside the modules that name others by `import.meta.url`: what they name is then found from every chunk.
  chunkNames: 'pipeline/chunk-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  logLevel: 'warning',
});

cpSync('src/store/migrations', 'dist/store/migrations', { recursive: true });
await emptyDatabase('dist/store/empty-database.tar.gz');
