import { ensureAssembly } from '../../local/assembly.ts';

/** Builds and synthesizes once before the tests, and not at all where nothing changed. */
export async function setup(): Promise<void> {
  await ensureAssembly();
}
