import { makeZip } from 'client-zip'
import type { CreateZip } from '../../domain/ports/archives.ts'

/** The last record of an archive without a comment. */
const endBytes = 22
/** The most files that this record can count. */
const most = 0xff_ff

const endSignature = 0x06_05_4b_50
const end64Signature = 0x06_06_4b_50
const locatorSignature = 0x07_06_4b_50

/**
 * The last record for more files than 16 bits can count: client-zip writes the two records of ZIP64 for large files and
 * archives only. APPNOTE.TXT 4.3.14 to 4.3.16.
 */
const countIn64Bits = (end: Buffer, files: number): Buffer => {
  if (files <= most || end.readUInt32LE(0) !== endSignature || end.readUInt32LE(16) === 0xff_ff_ff_ff)
    return end
  const [size, offset] = [end.readUInt32LE(12), end.readUInt32LE(16)]
  const zip64 = Buffer.alloc(76)
  zip64.writeUInt32LE(end64Signature, 0)
  zip64.writeBigUInt64LE(44n, 4)
  zip64.writeUInt16LE(45, 12)
  zip64.writeUInt16LE(45, 14)
  zip64.writeBigUInt64LE(BigInt(files), 24)
  zip64.writeBigUInt64LE(BigInt(files), 32)
  zip64.writeBigUInt64LE(BigInt(size), 40)
  zip64.writeBigUInt64LE(BigInt(offset), 48)
  zip64.writeUInt32LE(locatorSignature, 56)
  zip64.writeBigUInt64LE(BigInt(offset + size), 64)
  zip64.writeUInt32LE(1, 72)
  const counted = Buffer.from(end)
  counted.writeUInt16LE(most, 8)
  counted.writeUInt16LE(most, 10)
  return Buffer.concat([zip64, counted])
}

/** Stored, not compressed, with names in UTF-8. */
export const createZip: CreateZip = async function* (entries, modifiedAt) {
  const lastModified = new Date(modifiedAt)
  let files = 0
  const inputs = async function* () {
    for await (const { path, content } of entries) {
      files += 1
      yield { name: path, input: content, lastModified }
    }
  }
  let held = Buffer.alloc(0)
  for await (const chunk of makeZip(inputs())) {
    const both = Buffer.concat([held, chunk])
    const kept = Math.min(both.byteLength, endBytes)
    if (both.byteLength > kept) yield both.subarray(0, both.byteLength - kept)
    held = both.subarray(both.byteLength - kept)
  }
  yield countIn64Bits(held, files)
}
