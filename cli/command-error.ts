/** The command itself is wrong or cannot be done: shown as it is, without a stack, exit code 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
