/**
 * Structure shows early, and the parser's time grows with the square of some texts: a second here.
 */
const headLength = 65_536;

/** What programs name their keys; people begin theirs with a capital, as `Agenda:`. */
const programKey = /^[ \t]*(?:- )*["']?[a-z_$][\w.$/-]*["']?:(?:[ \t]|$)/;

/** Of the keys, so that a single `Note:` does not matter. */
const leastShareOfPrograms = 0.8;

const anyKey = /^[ \t]*(?:- )*[^\s#-][^\n]{0,100}?:(?:[ \t]|$)/;

/** A key with something below it that is further in, or a list. */
const nested = /^[ \t]*(?:- )*["']?[\w.$/-]+["']?:[ \t]*(?:#[^\n]*)?\n(?:[ \t]+\S|[ \t]*- \S)/m;

const documentStart = /^(?:%YAML [^\n]*\n)?---(?:[ \t][^\n]*)?\n/;

/**
 * Whether it is YAML: it begins like a document of it, or has nested structure with keys as programs
 * name them, and it can be parsed. Transcripts, memos and front matter with prose below are not.
 *
 * Aliases are never followed, so that nothing is expanded.
 */
export async function isYaml(text: string): Promise<boolean> {
  const head = text.slice(0, headLength);
  if (!documentStart.test(head) && !nested.test(head)) return false;
  if (!hasProgramKeys(head)) return false;
  return parses(text.length > headLength ? uptoLastEntry(head) : text);
}

/** Without the last entry of the outermost map or list, which may be cut off. */
function uptoLastEntry(head: string): string {
  const starts = [...head.matchAll(/\n(?=[^\s#])/g)];
  return head.slice(0, starts.at(-1)?.index ?? head.lastIndexOf('\n'));
}

function hasProgramKeys(head: string): boolean {
  const keys = head.split('\n').filter((line) => anyKey.test(line));
  const ofPrograms = keys.filter((line) => programKey.test(line));
  const hasSome = ofPrograms.length > 0 || head.startsWith('%YAML');
  return hasSome && ofPrograms.length >= keys.length * leastShareOfPrograms;
}

async function parses(text: string): Promise<boolean> {
  const { isCollection, parseAllDocuments } = await import('yaml');
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
    return (
      documents.length > 0 &&
      [...documents].every(({ contents, errors }) => errors.length === 0 && isCollection(contents))
    );
  } catch (error) {
    // Deeper than the parser's stack, or a defect of it: a plain text then.
    if (error instanceof Error) return false;
    throw error;
  }
}
