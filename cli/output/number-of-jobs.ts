/** `1 job`, `2 jobs`. */
export function numberOfJobs(count: number): string {
  return `${count} ${count === 1 ? 'job' : 'jobs'}`;
}
