import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { readEntries } from '../../infra/build/write-catalogue.ts';
import { answerFromDocument } from '../../local/offline-model/answer-from-document.ts';
import { readPrompt } from '../../local/offline-model/prompt-parts.ts';
import { type Analysis, jsonSchemaOf } from '../../shared/analysis/define-analysis.ts';
import { renderPrompt } from '../../shared/extraction/render-prompt.ts';
import { root } from './markdown.ts';

const document = 'Agent: What is wrong?\nCustomer: The Doorbell 2 blinks red since Monday.';

/**
 * Puts an analysis where a page says that it goes, in a catalogue of its own, and asks the offline
 * model.
 */
export async function evaluateExample(
  path: string,
  source: string,
): Promise<{ analysis: Analysis; output: unknown }> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-readme-'));
  try {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, source);
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const name of ['define-analysis.ts', 'quote.ts']) {
      await symlink(join(root, 'shared/analysis', name), join(folder, 'shared/analysis', name));
    }
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');

    await readEntries(dirname(file));
    const loaded: unknown = await import(pathToFileURL(file).href);
    const { analysis } = z.object({ analysis: z.custom<Analysis>(isAnalysis) }).parse(loaded);
    const { instructions, document: asked } = renderPrompt(analysis, {
      text: document,
      position: null,
    });
    const messages = [
      { role: 'system', content: instructions },
      { role: 'user', content: asked },
    ];
    return { analysis, output: JSON.parse(answerFromDocument(readPrompt(messages))) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function isAnalysis(value: unknown): boolean {
  const { success, data } = z
    .object({ name: z.string(), schema: z.instanceof(z.ZodType) })
    .safeParse(value);
  return success && jsonSchemaOf(data)['type'] === 'object';
}
