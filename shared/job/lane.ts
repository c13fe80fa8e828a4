/** `now` runs at once; `nightly` waits for the night's release. */
export const lanes = ['now', 'nightly'] as const;

export type Lane = (typeof lanes)[number];
