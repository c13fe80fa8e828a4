import type { FoldedText } from './folded-text.ts';
import { isGap, joint, readGap, writtenGap } from './joints.ts';

interface Unit {
  readonly start: number;
  readonly end: number;
  readonly reading: number;
}

/** Takes folded characters one by one, and decides about what stands between words. */
export class FoldedTextWriter {
  #length = 0;
  #units: Uint16Array<ArrayBuffer>;
  #starts: Uint32Array<ArrayBuffer>;
  #ends: Uint32Array<ArrayBuffer>;
  #joints: Uint8Array<ArrayBuffer>;
  /** The last character that was written. */
  #last = '';
  /** White space, hyphens and dashes since then. */
  #gap = '';
  readonly #gapStarts: number[] = [];
  readonly #gapEnds: number[] = [];

  /** @param expectedLength in UTF-16 code units; decomposition may make it more */
  constructor(expectedLength: number) {
    const size = Math.max(16, expectedLength);
    this.#units = new Uint16Array(size);
    this.#starts = new Uint32Array(size);
    this.#ends = new Uint32Array(size);
    this.#joints = new Uint8Array(size);
  }

  /** @param start where in the original the character comes from, `end` where that ends */
  add(character: string, start: number, end: number): void {
    if (isGap(character)) {
      this.#gapStarts[this.#gap.length] = start;
      this.#gapEnds[this.#gap.length] = end;
      this.#gap += character;
      return;
    }
    const reading = this.#gap === '' ? joint.none : this.#closeGap(character);
    this.#write(character.charCodeAt(0), { start, end, reading });
    if (character.length > 1) {
      this.#write(character.charCodeAt(1), { start, end, reading: joint.none });
    }
    this.#last = character;
  }

  finish(): FoldedText {
    this.#writeGap();
    const end = this.#length;
    return {
      text: new TextDecoder('utf-16le', { ignoreBOM: true }).decode(this.#units.subarray(0, end)),
      starts: this.#starts.subarray(0, end),
      ends: this.#ends.subarray(0, end),
      joints: this.#joints.subarray(0, end),
    };
  }

  /** How the gap before a character may be read. */
  #closeGap(next: string): number {
    const reading = readGap(this.#gap, this.#last, next);
    if (reading === null) this.#writeGap();
    this.#gap = '';
    return reading ?? joint.none;
  }

  #writeGap(): void {
    let last = '';
    for (let index = 0; index < this.#gap.length; index += 1) {
      const sign = writtenGap(this.#gap.charAt(index));
      const [start = 0, end = 0] = [this.#gapStarts[index], this.#gapEnds[index]];
      if (sign === '') continue;
      if (sign === last) this.#ends[this.#length - 1] = end;
      else this.#write(sign.charCodeAt(0), { start, end, reading: joint.none });
      last = sign;
    }
  }

  #write(unit: number, { start, end, reading }: Unit): void {
    if (this.#length === this.#units.length) this.#grow();
    this.#units[this.#length] = unit;
    this.#starts[this.#length] = start;
    this.#ends[this.#length] = end;
    this.#joints[this.#length] = reading;
    this.#length += 1;
  }

  #grow(): void {
    const size = this.#length * 2;
    this.#units = new Uint16Array(this.#units.buffer.transfer(2 * size));
    this.#starts = new Uint32Array(this.#starts.buffer.transfer(4 * size));
    this.#ends = new Uint32Array(this.#ends.buffer.transfer(4 * size));
    this.#joints = new Uint8Array(this.#joints.buffer.transfer(size));
  }
}
