/** How V8 keeps what a request needs while it is served. */
import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 allocate every object among the young ones, where it is collected soon. By itself it puts objects of which many
 * have survived among the old at once (pretenuring), and learns which in the first second of a load, when there is so
 * little room for young ones that everything of a request survives. From then on each finished request is an old object
 * that keeps alive what it points to until the next full collection, which costs a fifth of the requests a second and
 * 10 MB (`npm run bench five-o-clock`, `ten-million`).
 */
export function keepObjectsYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
}
