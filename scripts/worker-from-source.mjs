// Starts the pipeline's worker from its TypeScript source, for tests: on Node 20 `--import tsx` does not reach threads.
import { register } from 'tsx/esm/api';

register();
await import('../src/pipeline/worker.ts');
