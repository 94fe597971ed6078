/** Message for a text that is over the size bound. */
export function tooLarge(sizeBytes: number, maxBytes: number): string {
  return `${mib(sizeBytes)} is over the limit of ${mib(maxBytes)} a file (limits.max-file-size); raise it, or exclude the path`;
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
