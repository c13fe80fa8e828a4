/** The first bytes of the formats that come most: such a document need not be tried as text. */
const signatures: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04], // ZIP, and so Office, OpenDocument and EPUB
  [0x50, 0x4b, 0x05, 0x06], // ZIP without files
  [0xd0, 0xcf, 0x11, 0xe0], // Office of old, or encrypted
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
];

/** Whether a document is no text for sure; where it is not, it may still be none. */
export function hasBinarySignature(bytes: Uint8Array): boolean {
  return signatures.some((signature) => signature.every((byte, index) => bytes[index] === byte));
}
