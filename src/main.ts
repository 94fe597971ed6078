#!/usr/bin/env node
// Node's own exit code for an uncaught error is 1, which here means "blocked by policy": everything is caught, and is 2.
const MIN_NODE: readonly [number, number] = [20, 19];
const FORCED_END = 130;

function crash(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `lockstep: internal error, nothing was decided. Please report this:\n${text}\n`,
  );
  process.exit(2);
}

function onLostOutput(error: NodeJS.ErrnoException): void {
  // The reader has seen enough (`| head`); the exit code still tells the decision.
  if (error.code === 'EPIPE') return;
  const why = error.code === 'ENOSPC' ? 'the disk is full' : `the system said ${error.code}`;
  process.stderr.write(`lockstep: cannot write to standard output: ${why}
  Free some space, or send the output elsewhere.\n`);
  process.exit(2);
}

function currentDirectory(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write(
      'lockstep: the current directory does not exist any more\n  Change to one that does.\n',
    );
    process.exit(2);
  }
}

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
process.stdout.on('error', onLostOutput);
// There is no place left to tell of it, and the decision does not depend on it.
process.stderr.on('error', () => undefined);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
  process.stderr.write(
    `lockstep: needs Node ${MIN_NODE.join('.')} or newer, this is ${process.versions.node}\n`,
  );
  process.exit(2);
}

const cancel = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C means it: end without a report, with the exit code of a process that SIGINT ended.
  if (cancel.signal.aborted) process.exit(FORCED_END);
  process.stderr.write('\nlockstep: stopping; press Ctrl-C again to end at once\n');
  cancel.abort();
});
process.on('SIGTERM', () => cancel.abort());
// The terminal was closed: what was started (--serve) must not outlive it.
process.on('SIGHUP', () => cancel.abort());

// 2 until told otherwise: an event loop that runs dry before the end must not read as a pass.
process.exitCode = 2;
const { main } = await import('./cli/main.ts');
process.exitCode = await main(process.argv.slice(2), {
  cwd: currentDirectory(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: cancel.signal,
});
