/** Content-Type as far as it is used here: a type, and UTF-8 as the only charset. */

const MEDIA_TYPE = /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i

/** The media type in lower case; `undefined` for none, one that can't be read, or another charset than UTF-8. */
export function mediaType(header: string | undefined): string | undefined {
  return MEDIA_TYPE.exec(header ?? '')?.[1]?.toLowerCase()
}
