import type { Listing, PageOptions } from './listing.ts'

export interface BlobFacts {
  readonly size: number
  readonly lastModified: string
}

export const etagAt = (place: number): string => `0x8D${place.toString(16).toUpperCase().padStart(12, '0')}`

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

const blobXml = (name: string, etag: string, { size, lastModified }: BlobFacts): string =>
  `<Blob><Name>${name}</Name><Properties><Creation-Time>${lastModified}</Creation-Time>` +
  `<Last-Modified>${lastModified}</Last-Modified><Etag>${etag}</Etag><Content-Length>${size}</Content-Length>` +
  '<Content-Type>image/png</Content-Type><Content-Encoding /><Content-Language /><Content-MD5 /><Cache-Control />' +
  '<Content-Disposition /><BlobType>BlockBlob</BlobType><AccessTier>Hot</AccessTier>' +
  '<AccessTierInferred>true</AccessTierInferred><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState>' +
  '<ServerEncrypted>true</ServerEncrypted></Properties></Blob>'

/** The answer of List Blobs, with the elements that the real one has. */
export const listingXml = (
  listing: Listing,
  container: { readonly serviceUrl: string; readonly name: string },
  facts: BlobFacts,
  options: PageOptions,
): string => {
  const { first, end, nextMarker } = listing.page(options)
  const blobs: string[] = []
  for (let place = first; place < end; place += 1)
    blobs.push(blobXml(listing.nameAt(place), etagAt(place), facts))
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    `<EnumerationResults ServiceEndpoint="${escape(container.serviceUrl)}" ContainerName="${escape(container.name)}">` +
    `<Prefix>${escape(options.prefix)}</Prefix><Marker>${escape(options.marker)}</Marker>` +
    `<MaxResults>${options.most}</MaxResults><Blobs>${blobs.join('')}</Blobs>` +
    `<NextMarker>${escape(nextMarker)}</NextMarker></EnumerationResults>`
  )
}
