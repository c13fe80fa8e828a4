import type { Deployment } from '../deployment/deployment.ts';
import type { DeploymentOptions, Purpose } from '../deployment/deployment-options.ts';
import type { LocalListener } from '../deployment/open-local.ts';
import type { Terminal } from '../output/terminal.ts';

/** What every command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Opens the pipeline that a command's options name. */
  readonly open: (options: DeploymentOptions, purpose: Purpose) => Promise<Deployment>;
  /** 1: some job did not succeed. Without a call the command ends with 0. */
  readonly exitWith: (code: 0 | 1) => void;
}

/** What a command works with that starts a pipeline by itself. */
export interface StartingContext extends CommandContext {
  /** Who is told of the pipeline, and of what its functions log where `--verbose` asks for that. */
  readonly listener: () => LocalListener;
}
