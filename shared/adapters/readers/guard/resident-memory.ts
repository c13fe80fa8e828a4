import { readFileSync } from 'node:fs';

/**
 * How much memory a process has in use, in bytes.
 *
 * @returns `null` where the system does not say: the process has ended, or it is not Linux
 */
export function residentMemoryBytes(processId: number): number | null {
  try {
    // A file of the kernel's: it is never waited for.
    const status = readFileSync(`/proc/${processId}/status`, 'latin1');
    const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
