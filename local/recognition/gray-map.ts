/** A picture as grey values, row by row, one byte each. */
export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * Writes a picture as a portable grey map, the simplest format that tesseract reads.
 *
 * @see https://netpbm.sourceforge.net/doc/pgm.html
 */
export function grayMap({ width, height, pixels }: GrayPicture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels]);
}

/** Grey values of a picture of red, green, blue and opacity, on white. */
export function grayOfRgba(rgba: Uint8Array): Uint8Array {
  const gray = new Uint8Array(rgba.length / 4);
  for (let index = 0; index < gray.length; index += 1) {
    const [red = 0, green = 0, blue = 0, opacity = 0] = rgba.subarray(index * 4, index * 4 + 4);
    // As ITU-R BT.601 weighs the colours for brightness.
    const value = 0.299 * red + 0.587 * green + 0.114 * blue;
    gray[index] = Math.round((value * opacity + 255 * (255 - opacity)) / 255);
  }
  return gray;
}
