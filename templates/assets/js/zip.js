/* Files as one archive, by the format that everybody can open (APPNOTE 6.3.10): stored as they are, UTF-8 names. */

const UTF8 = 0x0800;
/** The first day that the format knows: no clock makes the same files differ. */
const DAY = (1 << 5) | 1;

/**
 * Return an archive of *files*, the content of each by its path.
 * @param {Record<string, string>} files
 */
export function zipped(files) {
  const encoder = new TextEncoder();
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let place = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = encoder.encode(path);
    const content = encoder.encode(text);
    const about = [20, 2, UTF8, 2, 0, 2, 0, 2, DAY, 2, checksum(content), 4, content.length, 4, content.length, 4, name.length, 2, 0, 2];
    const head = numbers([0x04034b50, 4, ...about]);
    directory.push(numbers([0x02014b50, 4, 20, 2, ...about, 0, 2, 0, 2, 0, 2, 0, 4, place, 4]), name);
    parts.push(head, name, content);
    place += head.length + name.length + content.length;
  }
  const count = Object.keys(files).length;
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = numbers([0x06054b50, 4, 0, 2, 0, 2, count, 2, count, 2, size, 4, place, 4, 0, 2]);
  return joined([...parts, ...directory, end]);
}

/**
 * Return *pairs* of a number and its bytes, least byte first.
 * @param {number[]} pairs
 */
function numbers(pairs) {
  const bytes = [];
  for (let index = 0; index < pairs.length; index += 2) {
    const [value = 0, width = 0] = pairs.slice(index, index + 2);
    for (let shift = 0; shift < width; shift += 1) bytes.push((value >>> (8 * shift)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/**
 * Return the CRC-32 of *bytes*.
 * @param {Uint8Array} bytes
 */
function checksum(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
