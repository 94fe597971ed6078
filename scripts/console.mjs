// Builds the console into dist/console, packed beside each file, so that the service only sends bytes. `node scripts/console.mjs dev`
// serves it from source instead, and asks a service at LOCKSTEP_SERVICE (default http://127.0.0.1:7300).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, createServer } from 'vite';

const OUT = path.resolve('dist/console');
/** Below it the head of an answer costs more than what packing saves. */
const MIN_PACKED_BYTES = 1_000;

const config = {
  configFile: false,
  root: 'src/console',
  plugins: [react()],
  logLevel: 'warn',
  build: {
    outDir: OUT,
    emptyOutDir: true,
    // The first with light-dark(), which is not to be taken apart.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // A file within another would be refused by the policy of content.
    assetsInlineLimit: 0,
    // Chromium, Firefox and Safari of these days know modulepreload.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
};

if (process.argv[2] === 'dev') {
  const service = process.env.LOCKSTEP_SERVICE ?? 'http://127.0.0.1:7300';
  const proxy = Object.fromEntries(['/v1', '/auth', '/healthz'].map((prefix) => [prefix, service]));
  const server = await createServer({ ...config, logLevel: 'info', server: { proxy } });
  await server.listen();
  server.printUrls();
} else {
  await build(config);
  for (const name of readdirSync(OUT, { recursive: true })) pack(path.join(OUT, name));
}

function pack(file) {
  if (!/\.(?:js|css|html|svg)$/u.test(file)) return;
  const bytes = readFileSync(file);
  if (bytes.length < MIN_PACKED_BYTES) return;
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
}
