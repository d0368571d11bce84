/** On which Node.js the database driver can be loaded without taking the whole process down. */

/** better-sqlite3 13 is built against Node-API as Node 22 has it; on Node 20 loading it ends in a segmentation fault. */
export const LEAST_NODE = 22

export interface Versions {
  readonly node?: string | undefined
}

/** To be asked before the first connection, which is what loads the native part of the driver. */
export function canLoadDriver({ node = '0' }: Versions): boolean {
  return Number.parseInt(node, 10) >= LEAST_NODE
}
