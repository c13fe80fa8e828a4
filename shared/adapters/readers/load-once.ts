/**
 * Imports a module when it is first asked for, and remembers it: to import it again looks it up
 * again, which takes longer than to read a short document.
 */
export function loadOnce<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | null = null;
  return () => (loading ??= load());
}
