const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const lastChunk = 'IEND'

/** Whether a PNG file, of which these are the first bytes, is shorter than its chunks say. Other files are not looked at. */
export const isCutShort = (head: Buffer, size: number): boolean => {
  if (!head.subarray(0, signature.length).equals(signature)) return false
  let at = signature.length
  while (at + 8 <= head.length) {
    const name = head.toString('latin1', at + 4, at + 8)
    at += 12 + head.readUInt32BE(at)
    if (at > size) return true
    if (name === lastChunk) return false
  }
  return head.length === size
}
