import { soakCommand } from './soak-command.ts';

await soakCommand().parseAsync();
