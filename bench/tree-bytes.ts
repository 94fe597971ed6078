import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process and all below it now, as /proc tells it (proc(5)); 0 where there is none. */
export function treeBytes(root: number): number {
  let now = 0;
  let highest = 0;
  for (const pid of processesOf(root)) {
    const status = read(`/proc/${pid}/status`);
    now += bytesOf('VmRSS', status);
    // What one process ever held cannot be missed between two looks.
    highest = Math.max(highest, bytesOf('VmHWM', status));
  }
  return Math.max(now, highest);
}

function processesOf(pid: number): readonly number[] {
  // A child belongs to the thread that started it.
  const children = threadsOf(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(processesOf)];
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function bytesOf(name: string, status: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

/** Empty when the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
