/**
 * Whether it is WebVTT: the signature on a line of its own, before a title (`WEBVTT - Board`), or
 * before anything where cues follow. Prose about WEBVTT is not.
 */
export function isWebVtt(text: string): boolean {
  return (
    /^WEBVTT[ \t]*(?:\n|$|[ \t]-)/.test(text) || (/^WEBVTT[ \t]/.test(text) && text.includes('-->'))
  );
}

/** Whether it begins with a counted cue, or its times: captions without WebVTT's signature. */
export function isSubRip(text: string): boolean {
  return /^(?:\d+[ \t]*\n)?[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}(?:[.,]\d+)?[ \t]*-->/.test(text);
}
