import type { Terminal } from '../../cli/output/terminal.ts';

/** Keeps what a command writes; it has no screen. */
export class RecordingTerminal implements Terminal {
  readonly printed: string[] = [];
  readonly notes: string[] = [];
  readonly screen = undefined;

  print(text: string): void {
    this.printed.push(text);
  }

  note(text: string): void {
    this.notes.push(text);
  }
}
