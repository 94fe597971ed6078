// A thread of scripts/test-files.mjs: ends the process when its event loop stands still, which no timer of the loop itself can tell.
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { beats, files, stillLimit } = workerData;
const step = 5000;
const clock = new Int32Array(new SharedArrayBuffer(4));
let seen = -1;
for (let still = 0; still < stillLimit; still += step) {
  Atomics.wait(clock, 0, 0, step);
  const now = Atomics.load(beats, 0);
  if (now !== seen) still = 0;
  seen = now;
}
const file = files[Atomics.load(beats, 1)];
writeSync(2, `test: nothing has moved for ${stillLimit / 1000} s, in ${file}: ended\n`);
process.kill(process.pid, 'SIGKILL');
