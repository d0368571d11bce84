/** Databases on a PostgreSQL server, one for each lane. */
import pg from 'pg'

export interface Databases {
  /** Makes an empty one. @returns its address */
  make(lane: number): Promise<string>
  dropAll(): Promise<void>
}

/** @param server address of a database of the server, as somebody who may make others */
export function databasesOf(server: string): Databases {
  const names: string[] = []
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  return {
    async make(lane) {
      const name = `aftercall_chaos_${process.pid}_${lane}`
      await run(`CREATE DATABASE ${name}`)
      names.push(name)
      const url = new URL(server)
      url.pathname = `/${name}`
      return url.href
    },
    async dropAll() {
      for (const name of names.splice(0)) await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}
