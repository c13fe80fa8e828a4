import { zipSync } from 'fflate';
import { type Random, randomFrom } from '../fuzz/random.ts';
import { longText, shortText } from './planned-texts.ts';

/** One upload of a plan, in the order of the plan. */
export interface PlannedUpload {
  readonly key: string;
  readonly body: Uint8Array;
  /** Paths of the members, where it is an archive. */
  readonly members: readonly string[];
  /** Deleted again at once. */
  readonly isDeleted: boolean;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * What people drop, made from a seed: documents with a text of their own, of which every twelfth is
 * a long one; and every now and then a
 * copy of another's text, an archive, a broken file, an unknown analysis, another version of a key, an
 * object that is deleted at once, and a document for the night.
 */
export function planUploads(count: number, seed: number): readonly PlannedUpload[] {
  const random = randomFrom(seed);
  const plan: PlannedUpload[] = [];
  for (let number = 0; plan.length < count; number += 1)
    plan.push(planOne(number, { plan, random }));
  return plan;
}

interface Planning {
  readonly plan: readonly PlannedUpload[];
  readonly random: Random;
}

const longEvery = 12;

function planOne(number: number, { plan, random }: Planning): PlannedUpload {
  const analysis = random.pick(['document-digest', 'document-digest', 'meeting-minutes']);
  const folder = `inbox/${analysis}/${random.below(20)}`;
  const isLong = number % longEvery === longEvery / 2;
  const text = isLong ? longText(number, random) : shortText(number, random);
  const usual = {
    key: `${folder}/${number}.md`,
    body: encode(text),
    members: [],
    isDeleted: false,
  };
  const earlier = plan[random.below(Math.max(1, plan.length))];
  const dice = random.below(100);

  if (isLong) return usual;
  if (dice < 4 && earlier !== undefined)
    return { ...usual, body: earlier.body, ...kindOf(earlier) };
  if (dice < 7) return archiveOf(`${folder}/${number}.zip`, number, random);
  if (dice < 9)
    return { ...usual, key: `${folder}/${number}.pdf`, body: encode('%PDF-1.7\nno more') };
  if (dice < 10) return { ...usual, key: `inbox/no-such-analysis/${number}.md` };
  if (dice < 12 && earlier?.members.length === 0) return { ...usual, key: earlier.key };
  if (dice < 13) return { ...usual, isDeleted: true };
  if (dice < 18) return { ...usual, key: `nightly/${analysis}/${number}.md` };
  return usual;
}

/** A copy of an archive is one too, and of a document that is deleted only the text is copied. */
function kindOf({ members }: PlannedUpload): Pick<PlannedUpload, 'members'> {
  return { members };
}

function archiveOf(key: string, number: number, random: Random): PlannedUpload {
  const paths = Array.from({ length: 1 + random.below(4) }, (_, index) => `notes/${index}.md`);
  const files = paths.map((path) => [path, encode(shortText(`${number}/${path}`, random))]);
  const body = zipSync(Object.fromEntries(files), { mtime: '2026-01-01T00:00:00Z' });
  return { key, body, members: paths, isDeleted: false };
}
