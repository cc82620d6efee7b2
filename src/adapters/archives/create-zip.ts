import { makeZip } from 'client-zip'
import type { CreateZip } from '../../domain/ports/archives.ts'

/** Bytes of the end-of-central-directory record without a comment. */
const endRecordBytes = 22
/** The maximum file count in this record. */
const maxFileCount = 0xff_ff

const endSignature = 0x06_05_4b_50
const end64Signature = 0x06_06_4b_50
const locatorSignature = 0x07_06_4b_50

/**
 * Adds the ZIP64 records for archives with more than 65 535 files: client-zip writes ZIP64 records only for large files and
 * archives. Source: APPNOTE.TXT 4.3.14 to 4.3.16.
 */
const addZip64Records = (end: Buffer, files: number): Buffer => {
  if (files <= maxFileCount || end.readUInt32LE(0) !== endSignature || end.readUInt32LE(16) === 0xff_ff_ff_ff)
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
  const patchedEnd = Buffer.from(end)
  patchedEnd.writeUInt16LE(maxFileCount, 8)
  patchedEnd.writeUInt16LE(maxFileCount, 10)
  return Buffer.concat([zip64, patchedEnd])
}

/** Creates a ZIP archive as a stream: entries are stored without compression, names are UTF-8. */
export const createZip: CreateZip = async function* (entries, modifiedAt) {
  const lastModified = new Date(modifiedAt)
  let files = 0
  const inputs = async function* () {
    for await (const { path, content } of entries) {
      files += 1
      yield { name: path, input: content, lastModified }
    }
  }
  let tail = Buffer.alloc(0)
  for await (const chunk of makeZip(inputs())) {
    const data = Buffer.concat([tail, chunk])
    const tailBytes = Math.min(data.byteLength, endRecordBytes)
    if (data.byteLength > tailBytes) yield data.subarray(0, data.byteLength - tailBytes)
    tail = data.subarray(data.byteLength - tailBytes)
  }
  yield addZip64Records(tail, files)
}
