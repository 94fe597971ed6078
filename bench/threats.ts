// What the look into installed packages says of the packages below a folder, and how long it takes.
// node --import tsx bench/threats.ts DIR...
import { examineInstalled } from '../src/pipeline/components/installed-packages.ts';

for (const root of process.argv.slice(2)) {
  const began = performance.now();
  const { packages, threats, missed } = examineInstalled(root);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  for (const { name, version, path, finding } of threats) {
    process.stdout.write(`${finding.score} ${name}@${version} ${path}: ${finding.reasons[0]}\n`);
  }
  for (const { what, reason } of missed) process.stdout.write(`${reason} ${what}\n`);
  process.stdout.write(
    `${packages} packages, ${threats.length} findings, ${missed.length} not looked at, ${seconds} s\n`,
  );
}
