import { Command } from 'commander';
import { isMaterial } from '../../shared/document/upload-key.ts';
import { CommandError } from '../command-error.ts';
import type { DocumentToDelete } from '../jobs/documents-to-delete.ts';
import { withDeployment } from '../deployment/with-deployment.ts';
import type { CommandContext } from './command-context.ts';
import * as options from './shared-options.ts';

interface DeleteOptions {
  readonly document: readonly string[];
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly data?: string;
  readonly stack?: string;
}

/** `sluice delete`: nothing is kept of a document any more. */
export function deleteCommand({ terminal, open }: CommandContext): Command {
  return new Command('delete')
    .summary('delete everything kept of a document')
    .description(
      `Deletes a document for good: its version in the documents bucket, its jobs and those of its members,
their results, the stored answers, claims and recognized texts. A job that the table has forgotten is
found by its result. The ledger's lines stay: they say what calls cost, and hold no text. A document
that is being worked on is refused.`,
    )
    .argument('[job...]', 'the document of this job: its id, or the first 6 or more digits')
    .option('--document <key...>', 'every version of the document under this key', [])
    .option('--yes', 'do it: there is no way back', false)
    .addOption(options.dryRunOption('what would be deleted'))
    .addOption(options.jsonOption('print the documents'))
    .addOption(options.dataOption('default: .sluice'))
    .addOption(options.stackOption())
    .addHelpText('after', examples)
    .action(async (names: string[], chosen: DeleteOptions) => {
      if (names.length + chosen.document.length === 0)
        throw new CommandError('name jobs, or documents with --document');
      if (chosen.yes === chosen.dryRun)
        throw new CommandError('give --yes to delete, or --dry-run to see what would be deleted');
      const { documentsToDelete } = await import('../jobs/documents-to-delete.ts');
      const { deleteDocument } = await import('../jobs/delete-document.ts');
      const { LedgerSearch } = await import('../jobs/ledger-search.ts');
      const { deletedLine } = await import('../output/deleted-line.ts');

      await withDeployment(
        async () => open(chosen, 'read'),
        async (deployment) => {
          const wanted = { names, keys: chosen.document };
          const documents = await documentsToDelete(deployment, wanted, new Date());
          const ledger = new LedgerSearch(deployment);
          for (const document of documents) {
            const deleted = chosen.dryRun
              ? notDeleted(document)
              : await deleteDocument(deployment, document, ledger);
            terminal.print(chosen.json ? JSON.stringify(deleted) : deletedLine(deleted));
            if (isMaterial(document.key))
              terminal.note(
                `results of manifests that list ${document.key} stay until these are deleted`,
              );
          }
          if (chosen.dryRun) terminal.note('nothing is deleted yet: --yes does it');
        },
      );
    });
}

/** What there is, in the words of what is deleted. */
function notDeleted({ bucket, key, version, jobs }: DocumentToDelete) {
  return { bucket, key, version, jobs: jobs.length, exchanges: null };
}

const examples = `
Examples:
  $ sluice delete 3f9c2a --dry-run
  $ sluice delete --document inbox/meeting-minutes/board.vtt --yes

Copies that \`sluice run --out\` or \`sluice sql\` made are not in the pipeline: \`sluice sql\` drops its own
the next time; backups of the table forget the job after 35 days.`;
